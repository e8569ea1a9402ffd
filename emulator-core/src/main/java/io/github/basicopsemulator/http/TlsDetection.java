package io.github.basicopsemulator.http;

import io.github.basicopsemulator.tls.Identity;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** HTTPS and HTTP on one port: the first byte of a connection determines the protocol. */
final class TlsDetection {

    private TlsDetection() {}

    static ConnectionFactory[] connections(HttpConnectionFactory http, Identity identity) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(identity.shown());
        SslConnectionFactory secure = new SslConnectionFactory(tls, http.getProtocol());
        // It would refuse hosts that the certificate does not name: the client is to judge that.
        secure.setEnsureSecureRequestCustomizer(false);
        return new ConnectionFactory[] {new DetectorConnectionFactory(secure), http};
    }
}
