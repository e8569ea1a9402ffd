package io.github.basicopsemulator.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A client of many connections and one thread, in a process of its own. Reads lines {@code port connections millis most
 * method target token body}, and answers each with how many requests a second were answered, the median of their times in
 * microseconds, and their number.
 */
final class Load {

    private final byte[] request;
    private final long deadline;
    private final long most;
    private long[] times = new long[1 << 16];
    private int answered;
    private long sent;

    private Load(byte[] request, long millis, long most) {
        this.request = request;
        this.deadline = System.nanoTime() + millis * 1_000_000;
        this.most = most;
    }

    /** The result of one line. */
    record Result(double perSecond, double medianMicros, int answered) {

        static Result parse(String line) {
            String[] words = line.split(" ");
            return new Result(Double.parseDouble(words[0]), Double.parseDouble(words[1]), Integer.parseInt(words[2]));
        }
    }

    public static void main(String[] args) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", 5);
            Load load = new Load(Wire.request(words[4]), Long.parseLong(words[2]), Long.parseLong(words[3]));
            System.out.println(load.run(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
        }
    }

    private String run(int port, int connections) throws IOException {
        long began = System.nanoTime();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = Wire.open(port);
                channel.configureBlocking(false);
                Exchange exchange = new Exchange(channel);
                channel.register(selector, SelectionKey.OP_READ, exchange);
                exchange.send();
            }
            while (answered < sent) {
                selector.select(key -> ((Exchange) key.attachment()).proceed());
            }
            selector.keys().forEach(key -> ((Exchange) key.attachment()).close());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Arrays.sort(times, 0, answered);
        return answered / seconds + " " + times[answered / 2] / 1e3 + " " + answered;
    }

    /** One connection, with one request under way. */
    private final class Exchange {

        private final SocketChannel channel;
        private final ServerResponse reply = new ServerResponse();
        private long began;

        private Exchange(SocketChannel channel) {
            this.channel = channel;
        }

        private void send() throws IOException {
            if (sent < most && System.nanoTime() < deadline) {
                sent++;
                reply.clear();
                began = System.nanoTime();
                // A request fits into the buffer of a socket.
                channel.write(ByteBuffer.wrap(request));
            }
        }

        private void proceed() {
            try {
                if (reply.read(channel)) {
                    note(System.nanoTime() - began);
                    send();
                }
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private void close() {
            try {
                channel.close();
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    private void note(long time) {
        if (answered == times.length) {
            times = Arrays.copyOf(times, 2 * answered);
        }
        times[answered++] = time;
    }
}
