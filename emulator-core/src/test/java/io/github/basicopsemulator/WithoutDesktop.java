package io.github.basicopsemulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;

/** A program that stores files in an emulator, on a Java without pictures. Prints the replies. */
final class WithoutDesktop {

    /** A PNG of one pixel. */
    private static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private WithoutDesktop() {}

    public static void main(String[] arguments) {
        try (Emulator emulator = Emulator.start()) {
            Workspace workspace = emulator.workspace();
            workspace.seed("basicops: {tasks: [{title: T}]}");
            System.out.println("text: " + upload(emulator, "text/plain", "a.txt", "hello"));
            String picture = new String(Base64.getDecoder().decode(PICTURE), ISO_8859_1);
            System.out.println("picture: " + upload(emulator, "image/png", "a.png", picture));
            String id = String.valueOf(workspace.records("attachment").get(1).get("key"));
            System.out.println(
                    "thumbnail: " + RawClient.get(emulator.url(), "/v1/task/1/attachments/" + id + "/thumbnail/icon"));
            System.out.println("download: " + RawClient.get(emulator.url(), "/v1/task/1/attachments/" + id));
        }
        System.out.println("end");
    }

    private static String upload(Emulator emulator, String type, String name, String content) {
        return RawClient.send(
                emulator.url(),
                "POST /v1/task/1/attachments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\nConnection: close\r\n"
                        + "Content-Type: " + type + "\r\nContent-Disposition: attachment; filename=\"" + name
                        + "\"\r\nContent-Length: " + content.length() + "\r\n\r\n" + content);
    }
}
