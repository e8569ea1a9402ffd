package io.github.basicopsemulator.http;

/**
 * How the engine is put on a port.
 *
 * @param host the address to bind to
 * @param port the port, 0 for any free one
 * @param trustForwarded whether {@code X-Forwarded-*} headers say what URL the client used
 * @param mostJson how many bytes the body of a request may have
 * @param mostUpload how many bytes it may have where it is a file
 */
public record HttpOptions(String host, int port, boolean trustForwarded, int mostJson, int mostUpload) {}
