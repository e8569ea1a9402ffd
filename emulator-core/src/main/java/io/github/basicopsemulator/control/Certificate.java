package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The certificate of the emulator, for clients that are to trust it. */
final class Certificate extends Resource {

    private final WorkspaceLookup places;

    Certificate(WorkspaceLookup places) {
        super(Fields.of(new Kind("certificate")));
        this.places = places;
    }

    @Override
    public List<Route> routes() {
        return List.of(ControlRoutes.get("/_emulator/tls.pem", "Writes the certificate of HTTPS in PEM.", this::written)
                .answering(ResponseSpec.FILE));
    }

    private Response written(Call call) {
        if (!places.emulator().servesHttps()) {
            throw Problem.notFound("This emulator serves no HTTPS, so it has no certificate: start it with --https.");
        }
        byte[] pem = places.emulator().tlsCertificate().getBytes(StandardCharsets.US_ASCII);
        return new Response(200, Headers.of("Content-Type", "application/x-pem-file"), pem);
    }
}
