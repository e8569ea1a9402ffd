package io.github.basicopsemulator.benchmarks;

import io.github.basicopsemulator.BasicOpsSeed;
import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Deliveries to a receiver in the same JVM, by the emulator and by a bare loop of Jetty's client, which take turns. Both send the
 * same bytes, signed each time. Prints lines
 * {@code what figure}: deliveries a second to one subscriber, to sixteen, and the median of microseconds up to the receipt.
 */
final class WebhookBenchmark {

    private static final int MANY = 16;
    private static final String SECRET = "a secret of thirty-two characters";

    private final Semaphore received = new Semaphore(0);
    private volatile byte[] body = new byte[0];
    private volatile long at;
    private volatile HttpFields headers = HttpFields.EMPTY;
    private final int deliveries;
    private int port;

    private WebhookBenchmark(int deliveries) {
        this.deliveries = deliveries;
    }

    public static void main(String[] args) throws Exception {
        WebhookBenchmark webhooks = new WebhookBenchmark(Integer.parseInt(args[1]));
        webhooks.receive();
        HttpClient client = new HttpClient();
        client.start();
        try (Emulator emulator = Emulator.start()) {
            Workspace one = subscribed(emulator.workspace("one"), webhooks.url(), 1);
            Workspace many = subscribed(emulator.workspace("many"), webhooks.url(), MANY);
            for (int i = -2; i < Integer.parseInt(args[0]); i++) {
                webhooks.round(one, many, client, i >= 0);
            }
        }
        System.exit(0);
    }

    private static Workspace subscribed(Workspace workspace, URI url, int subscribers) {
        workspace.seed(BasicOpsSeed.task("Write the report"));
        for (int i = 0; i < subscribers; i++) {
            workspace.seed(BasicOpsSeed.webhook(url, "basicops:task:updated").secret(SECRET));
        }
        return workspace;
    }

    private void round(Workspace one, Workspace many, HttpClient client, boolean counts) throws Exception {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("emulator-1", rate(() -> trigger(one, deliveries), deliveries));
        figures.put("bare-1", rate(() -> loop(client), deliveries));
        figures.put("emulator-16", rate(() -> trigger(many, deliveries / MANY), deliveries / MANY * MANY));
        figures.put("bare-16", rate(() -> flood(client), deliveries));
        figures.put("emulator-wait", wait(() -> trigger(one, 1)));
        figures.put("bare-wait", wait(() -> post(client)));
        if (counts) {
            figures.forEach((what, figure) -> System.out.println(what + " " + figure));
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private double rate(Work work, int expected) throws Exception {
        long began = System.nanoTime();
        work.run();
        if (!received.tryAcquire(expected, 1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("only " + received.availablePermits() + " of " + expected + " came");
        }
        return expected / ((System.nanoTime() - began) / 1e9);
    }

    private double wait(Work work) throws Exception {
        double[] micros = new double[deliveries / 10];
        for (int i = 0; i < micros.length; i++) {
            long began = System.nanoTime();
            work.run();
            received.acquire();
            micros[i] = (at - began) / 1e3;
        }
        return Ratios.median(Arrays.stream(micros));
    }

    private static void trigger(Workspace workspace, int times) {
        for (int i = 0; i < times; i++) {
            workspace.change("task", 1, Map.of("title", "Version " + i));
        }
    }

    private void post(HttpClient client) throws Exception {
        signed(client).send();
    }

    /** The last delivery of the emulator once more. */
    private org.eclipse.jetty.client.Request signed(HttpClient client) throws GeneralSecurityException {
        byte[] bytes = body;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal(bytes));
        return client.POST(url())
                .headers(fields -> fields.add(headers).put("X-Signature", signature))
                .body(new BytesRequestContent("application/json", bytes));
    }

    private void loop(HttpClient client) throws Exception {
        for (int i = 0; i < deliveries; i++) {
            post(client);
        }
    }

    private void flood(HttpClient client) throws Exception {
        Semaphore free = new Semaphore(MANY);
        for (int i = 0; i < deliveries; i++) {
            free.acquire();
            signed(client).send(result -> free.release());
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + port + "/hook");
    }

    private void receive() throws Exception {
        port = BareServer.serve(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                at = System.nanoTime();
                ByteBuffer content = Content.Source.asByteBuffer(request);
                byte[] bytes = new byte[content.remaining()];
                content.get(bytes);
                body = bytes;
                if (headers.size() == 0) {
                    headers = HttpFields.build(request.getHeaders())
                            .remove(EnumSet.of(HttpHeader.HOST, HttpHeader.CONTENT_LENGTH, HttpHeader.CONTENT_TYPE));
                }
                response.write(true, null, callback);
                received.release();
                return true;
            }
        });
    }
}
