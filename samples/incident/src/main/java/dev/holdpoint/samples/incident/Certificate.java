package dev.holdpoint.samples.incident;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for the service's name, made by the JDK's keytool for this run only. */
final class Certificate {

    static final String PASSWORD = "only-for-this-run";

    private final Path store;
    private final Path pem;

    private Certificate(Path store, Path pem) {
        this.store = store;
        this.pem = pem;
    }

    static Certificate make(Path folder, String host) throws IOException, InterruptedException {
        Path store = folder.resolve("tls.p12");
        Path pem = folder.resolve("tls.pem");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Programs.run(
                folder,
                keytool,
                "-genkeypair",
                "-alias",
                "service",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-ext",
                "BC=ca:true",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        Programs.run(
                folder,
                keytool,
                "-exportcert",
                "-rfc",
                "-alias",
                "service",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-file",
                pem.toString());
        return new Certificate(store, pem);
    }

    Path store() {
        return store;
    }

    Path pem() {
        return pem;
    }

    SSLContext context() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate in " + store + " cannot be used", e);
        }
    }
}
