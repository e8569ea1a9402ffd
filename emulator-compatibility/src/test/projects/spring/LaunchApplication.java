package launches;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class LaunchApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(LaunchApplication.class, arguments);
    }
}
