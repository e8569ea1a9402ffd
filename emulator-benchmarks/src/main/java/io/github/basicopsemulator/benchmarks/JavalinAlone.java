package io.github.basicopsemulator.benchmarks;

import io.javalin.Javalin;

/** The least that a program with Javalin can be. */
final class JavalinAlone {

    private JavalinAlone() {}

    public static void main(String[] args) {
        start(Integer.parseInt(args[0]));
    }

    static int start(int port) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get(
                            "/v1/task",
                            context ->
                                    context.contentType("application/json").result("{\"success\":true,\"data\":[]}"));
                })
                .start("127.0.0.1", port)
                .port();
    }
}
