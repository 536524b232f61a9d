package dev.holdpoint.dist.entry;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads what lies under {@code inside/} in the jar that this class came from. The parent is the
 * platform's class loader, so that nothing of the application is seen from here, and nothing from
 * here by the application. Thread-safe.
 */
final class Inside extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String PREFIX = "inside/";

    private final File file;
    private final ZipFile jar;
    private final String root;
    private final boolean attached;

    private Inside(File file, boolean attached) throws IOException {
        super("holdpoint", ClassLoader.getPlatformClassLoader());
        this.file = file;
        this.jar = new ZipFile(file);
        this.attached = attached;
        this.root = "jar:" + file.toURI() + "!/" + PREFIX;
    }

    /**
     * Opens the jar, by the code source alone: a system property could be changed by the
     * application.
     *
     * @param attached whether the bridge is in the boot class loader, or will be; it is then never
     *     loaded from here, which would be a second one
     */
    static Inside open(boolean attached) throws IOException {
        URL location = Inside.class.getProtectionDomain().getCodeSource().getLocation();
        try {
            return new Inside(new File(location.toURI()), attached);
        } catch (URISyntaxException e) {
            throw new IOException("the path of the jar cannot be read: " + location, e);
        }
    }

    File file() {
        return file;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (attached && name.startsWith("dev.holdpoint.bridge.")) {
            throw new ClassNotFoundException(name + " belongs to the boot class loader");
        }
        byte[] bytes;
        try (InputStream in = stream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private @Nullable InputStream stream(String name) throws IOException {
        ZipEntry entry = jar.getEntry(PREFIX + name);
        return entry == null ? null : jar.getInputStream(entry);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            InputStream own = stream(name);
            return own != null ? own : getParent().getResourceAsStream(name);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name + " of " + jar.getName(), e);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        if (jar.getEntry(PREFIX + name) == null) {
            return null;
        }
        try {
            return new URL(root + name);
        } catch (MalformedURLException e) {
            throw new IllegalStateException("not an address: " + root + name, e);
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL url = findResource(name);
        return Collections.enumeration(url == null ? List.<URL>of() : List.of(url));
    }
}
