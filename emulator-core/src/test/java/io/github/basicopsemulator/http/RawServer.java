package io.github.basicopsemulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of plain sockets that notes every byte of a request, and answers as the test says. */
final class RawServer implements AutoCloseable {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    /** What a request is answered with, given how many came on its connection before. */
    interface Behaviour {

        void answer(Socket socket, int before) throws Exception;
    }

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Socket> reused = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket> ended = new LinkedBlockingQueue<>();

    RawServer(Behaviour behaviour) throws IOException {
        this(new ServerSocket(0, 500, InetAddress.getByName("127.0.0.1")), behaviour);
    }

    RawServer(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
        daemon(this::accept);
    }

    /** Answers every request with this, and keeps the connection. */
    static RawServer saying(String answer) throws IOException {
        return new RawServer((socket, before) -> write(socket, answer));
    }

    static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next request, byte by byte. */
    String request() throws InterruptedException {
        String request = requests.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    int requestsNotTaken() {
        return requests.size();
    }

    List<Socket> sockets() {
        return sockets;
    }

    /** How many requests came on a connection that had brought one before. */
    int reuses() {
        return reused.size();
    }

    /** Waits until a connection has ended. */
    Socket ended() throws InterruptedException {
        Socket socket = ended.poll(20, TimeUnit.SECONDS);
        if (socket == null) {
            throw new AssertionError("no connection ended");
        }
        return socket;
    }

    void closeConnections() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeConnections();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            int before = 0;
            for (String request = read(socket.getInputStream()); request != null; ) {
                if (before > 0) {
                    reused.add(socket);
                }
                requests.add(request);
                behaviour.answer(socket, before++);
                request = read(socket.getInputStream());
            }
        } catch (Exception broken) {
            // The other side is gone, or this one meant to break.
        } finally {
            ended.add(socket);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            bytes.write(b);
        }
        Matcher length = LENGTH.matcher(bytes.toString(ISO_8859_1));
        bytes.write(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
        return bytes.toString(ISO_8859_1);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
