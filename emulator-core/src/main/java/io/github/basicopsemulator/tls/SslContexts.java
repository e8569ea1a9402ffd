package io.github.basicopsemulator.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS contexts of the JDK that present certificates and trust them. */
final class SslContexts {

    private static final char[] IN_MEMORY_ONLY = new char[0];

    private interface Work {

        SSLContext make() throws GeneralSecurityException, IOException;
    }

    private SslContexts() {}

    static SSLContext showing(Identity identity) {
        return made(() -> {
            KeyStore store = empty();
            store.setKeyEntry(
                    "key", identity.key(), IN_MEMORY_ONLY, identity.chain().toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, IN_MEMORY_ONLY);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        });
    }

    static SSLContext in(List<X509Certificate> trusted) {
        return made(() -> {
            KeyStore store = empty();
            for (X509Certificate certificate : trusted) {
                store.setCertificateEntry("trusted " + store.size(), certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        });
    }

    static SSLContext alsoIn(X509Certificate certificate) {
        return made(() -> {
            List<X509Certificate> trusted = new ArrayList<>(List.of(certificate));
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager usual) {
                    trusted.addAll(List.of(usual.getAcceptedIssuers()));
                }
            }
            return in(trusted);
        });
    }

    /** The trust managers of a store; without a store, those of the JVM. */
    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static SSLContext made(Work work) {
        try {
            return work.make();
        } catch (GeneralSecurityException | IOException cannot) {
            throw new IllegalStateException("this Java cannot do TLS: " + cannot.getMessage(), cannot);
        }
    }
}
