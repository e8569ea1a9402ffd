package launches;

import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

@RestController
class LaunchController {

    private final RestClient basicops;

    LaunchController(@Value("${basicops.base-url}") String baseUrl, @Value("${basicops.token}") String token) {
        this.basicops = RestClient.builder()
                .baseUrl(baseUrl)
                .defaultHeader("Authorization", "Bearer " + token)
                .build();
    }

    @PostMapping("/launches/{title}")
    String plan(@PathVariable String title) {
        basicops.post().uri("/v1/task").body(Map.of("title", title)).retrieve().toBodilessEntity();
        return title + " is planned";
    }
}
