package launches;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** An application that takes its addresses from system properties or, run by itself, from the environment. */
class Launches {

    private final String baseUrl;
    private final String token;

    Launches() {
        this(System.getProperty("basicops.base-url"), System.getProperty("basicops.token"));
    }

    private Launches(String baseUrl, String token) {
        this.baseUrl = baseUrl;
        this.token = token;
    }

    public static void main(String[] titles) throws Exception {
        new Launches(System.getenv("BASICOPS_BASE_URL"), System.getenv("BASICOPS_TOKEN")).plan(titles[0]);
    }

    void plan(String title) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/v1/task"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\":\"" + title + "\"}"))
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }
}
