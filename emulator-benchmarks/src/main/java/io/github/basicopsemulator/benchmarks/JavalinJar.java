package io.github.basicopsemulator.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** {@link JavalinAlone} packed as the emulator is, in one jar with all that it needs. */
final class JavalinJar {

    private static final List<String> NEEDED =
            List.of("javalin", "kotlin-", "annotations", "slf4j-", "jakarta.", "asm", "jetty-");

    private static final String MAIN = JavalinAlone.class.getName().replace('.', '/') + ".class";

    private JavalinJar() {}

    static Path in(Path folder, Path lib) throws IOException {
        Map<String, ByteArrayOutputStream> entries = new LinkedHashMap<>();
        try (InputStream main = JavalinJar.class.getClassLoader().getResourceAsStream(MAIN);
                Stream<Path> jars = Files.list(lib)) {
            main.transferTo(entries.computeIfAbsent(MAIN, any -> new ByteArrayOutputStream()));
            for (Path jar : (Iterable<Path>) jars.sorted().filter(JavalinJar::isNeeded)::iterator) {
                add(jar, entries);
            }
        }
        Path packed = folder.resolve("javalin-alone.jar");
        try (OutputStream file = Files.newOutputStream(packed);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, ByteArrayOutputStream> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                entry.getValue().writeTo(out);
            }
        }
        return packed;
    }

    private static boolean isNeeded(Path jar) {
        String name = jar.getFileName().toString();
        return NEEDED.stream().anyMatch(name::startsWith)
                && Stream.of("client", "compression").noneMatch(name::contains);
    }

    /** Services of the same name are put together, of all else the first counts. */
    private static void add(Path jar, Map<String, ByteArrayOutputStream> entries) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                String name = entry.getName();
                boolean isService = name.startsWith("META-INF/services/");
                if (!entry.isDirectory()
                        && !name.endsWith("module-info.class")
                        && !name.equals(JarFile.MANIFEST_NAME)
                        && (isService || !entries.containsKey(name))) {
                    ByteArrayOutputStream bytes = entries.computeIfAbsent(name, any -> new ByteArrayOutputStream());
                    file.getInputStream(entry).transferTo(bytes);
                    if (isService) {
                        bytes.write(0x0A);
                    }
                }
            }
        }
    }
}
