package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.Socket;
import java.time.Duration;
import java.util.Set;

/** A program that uses an emulator and does not close it. Prints the threads that could keep it alive or have other names. */
final class NeverClosed {

    private NeverClosed() {}

    public static void main(String[] arguments) throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Emulator emulator = Emulator.start();
        Workspace workspace = emulator.workspace();
        Inbox inbox = workspace.inbox("in");
        workspace.seed(webhook(inbox.url(), "basicops:task:created"));
        RawClient.send(
                emulator.url(),
                "POST /v1/task HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\nContent-Type: application/json\r\n"
                        + "Connection: close\r\nContent-Length: 13\r\n\r\n{\"title\":\"T\"}");
        inbox.await("basicops:task:created");
        workspace.webhooks().settle();
        workspace.expireAfter(Duration.ofHours(1));
        Socket live = new Socket("127.0.0.1", emulator.url().getPort());
        live.getOutputStream().write("GET /_emulator/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        System.out.println("live: " + new String(live.getInputStream().readNBytes(12), US_ASCII));
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> !thread.isDaemon() || !thread.getName().startsWith("emulator"))
                .forEach(thread -> System.out.println("unexpected: " + thread));
        System.out.println("main ends");
    }
}
