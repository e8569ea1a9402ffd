package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.basicopsemulator.Emulator;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users can compile against: as it is written down, named in the README, and of nothing but its own, JUnit and AssertJ. */
class PublicApiTest {

    private static final String ROOT = "io.github.basicopsemulator";
    private static final List<String> PACKAGES = List.of(ROOT, ROOT + ".junit5", ROOT + ".junit5.assertions");
    private static final List<String> FROM_ELSEWHERE =
            List.of("java.", "javax.net.", "org.junit.jupiter.api.", "org.assertj.core.");
    private static final Path WRITTEN = Path.of("..", "docs", "api.txt");
    private static final Path README = Path.of("..", "README.md");

    @Test
    void it_is_as_it_is_written_down() throws Exception {
        String now = publicTypes().stream().map(PublicApiTest::described).collect(Collectors.joining("\n"));
        String before = Files.exists(WRITTEN) ? Files.readString(WRITTEN) : "";

        if (!now.equals(before)) {
            Files.writeString(WRITTEN, now);
            fail(
                    "docs/api.txt was not what users can compile against, and is written anew: look at what changed in it. What is"
                            + " gone or different breaks somebody's tests and belongs into the CHANGELOG; if all of it is meant,"
                            + " commit the file.");
        }
    }

    @Test
    void no_signature_names_what_users_do_not_have() throws Exception {
        List<String> leaks = new ArrayList<>();
        for (Class<?> type : publicTypes()) {
            for (Class<?> named : named(type)) {
                if (FROM_ELSEWHERE.stream().noneMatch(named.getName()::startsWith) && !isOfTheDoor(named)) {
                    leaks.add(type.getName() + " names " + named.getName());
                }
            }
        }

        assertThat(leaks).isEmpty();
    }

    @Test
    void the_readme_lists_the_public_types_and_they_are_fewer_than_thirty() throws Exception {
        Set<String> all = new TreeSet<>();
        Set<String> topmost = new TreeSet<>();
        for (Class<?> type : publicTypes()) {
            all.add(type.getSimpleName());
            if (type.getEnclosingClass() == null) {
                topmost.add(type.getSimpleName());
            } else {
                all.add(type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName());
            }
        }

        assertThat(listed()).isSubsetOf(all).containsAll(topmost);
        assertThat(topmost).hasSizeGreaterThan(20).hasSizeLessThan(30);
    }

    /** The names in the first column of the README's table. */
    private static Set<String> listed() throws IOException {
        String readme = Files.readString(README);
        String table = readme.substring(readme.indexOf("### The public types"), readme.indexOf("## What is emulated"));
        Set<String> names = new LinkedHashSet<>();
        for (Matcher row = Pattern.compile("(?m)^\\| (`.*?) \\|").matcher(table); row.find(); ) {
            for (Matcher name = Pattern.compile("`([^`]+)`").matcher(row.group(1)); name.find(); ) {
                names.add(name.group(1));
            }
        }
        return names;
    }

    private static List<Class<?>> publicTypes() throws IOException, URISyntaxException, ClassNotFoundException {
        Set<Path> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(Emulator.class, BasicOpsEmulator.class)) {
            places.add(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        List<Class<?>> types = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                add(place, types);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    add(jar.getPath("/"), types);
                }
            }
        }
        types.sort(
                Comparator.comparing((Class<?> type) -> type.getPackageName()).thenComparing(Class::getName));
        return types;
    }

    private static void add(Path root, List<Class<?>> types) throws IOException, ClassNotFoundException {
        for (String name : PACKAGES) {
            Path folder = root.resolve(name.replace('.', '/'));
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    String simple = file.getFileName().toString();
                    if (simple.endsWith(".class") && !simple.equals("package-info.class")) {
                        Class<?> type = Class.forName(
                                name + "." + simple.replace(".class", ""), false, PublicApiTest.class.getClassLoader());
                        if (isSeen(type)) {
                            types.add(type);
                        }
                    }
                }
            }
        }
    }

    private static String described(Class<?> type) {
        String head = type.getName() + "\n  " + Modifier.toString(type.getModifiers()) + " "
                + (type.isAnnotation()
                        ? "annotation"
                        : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class")
                + variables(type) + above(type) + annotations(type) + "\n";
        return shortened(head
                + members(type).map(member -> "    " + member + "\n").sorted().collect(Collectors.joining()));
    }

    private static String variables(Class<?> type) {
        return type.getTypeParameters().length == 0
                ? ""
                : Arrays.stream(type.getTypeParameters())
                        .map(variable -> variable + " extends " + Arrays.toString(variable.getBounds()))
                        .collect(Collectors.joining(", ", " of ", ""));
    }

    private static String above(Class<?> type) {
        return Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(Type::getTypeName)
                .filter(name -> !name.equals("java.lang.Object"))
                .map(name -> " : " + name)
                .collect(Collectors.joining());
    }

    /** What the compiler, JUnit and Javadoc make of an annotation. */
    private static String annotations(Class<?> type) {
        return !type.isAnnotation()
                ? ""
                : Arrays.stream(type.getAnnotations())
                        .map(annotation -> "\n  @" + annotation.annotationType().getSimpleName())
                        .sorted()
                        .collect(Collectors.joining());
    }

    private static Stream<String> members(Class<?> type) {
        return seenMembers(type).map(member -> {
            String whole =
                    member instanceof Field field ? field.toGenericString() : ((Executable) member).toGenericString();
            String text = whole.replace(" " + type.getName() + ".", " ");
            Object initial = member instanceof Method method ? method.getDefaultValue() : null;
            return initial == null ? text : text + " default " + shown(initial);
        });
    }

    private static String shown(Object value) {
        return value instanceof Object[] several
                ? Arrays.toString(several)
                : value instanceof int[] numbers ? Arrays.toString(numbers) : value.toString();
    }

    private static String shortened(String text) {
        return text.replace("java.lang.", "").replace(ROOT + ".", "").replace('$', '.');
    }

    private static Stream<Member> seenMembers(Class<?> type) {
        return Stream.of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::<Member>stream)
                .filter(member -> !member.isSynthetic() && isSeen(member.getModifiers()));
    }

    /** Every class in a signature of this type that someone outside can see, taken apart to its last argument. */
    private static Set<Class<?>> named(Class<?> type) {
        Set<Class<?>> named = new HashSet<>();
        Set<Type> seen = new HashSet<>();
        Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .forEach(above -> add(above, named, seen));
        add(type.getTypeParameters(), named, seen);
        seenMembers(type).forEach(member -> {
            if (member instanceof Field field) {
                add(field.getGenericType(), named, seen);
            } else if (member instanceof Method method) {
                add(method.getGenericReturnType(), named, seen);
                addExecutable(method, named, seen);
            } else {
                addExecutable((Constructor<?>) member, named, seen);
            }
        });
        return named;
    }

    private static void addExecutable(Executable executable, Set<Class<?>> named, Set<Type> seen) {
        add(executable.getTypeParameters(), named, seen);
        add(executable.getGenericParameterTypes(), named, seen);
        add(executable.getGenericExceptionTypes(), named, seen);
    }

    private static void add(Type[] types, Set<Class<?>> named, Set<Type> seen) {
        for (Type type : types) {
            add(type, named, seen);
        }
    }

    private static void add(Type type, Set<Class<?>> named, Set<Type> seen) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType parameterized) {
            add(parameterized.getRawType(), named, seen);
            add(parameterized.getActualTypeArguments(), named, seen);
        } else if (type instanceof WildcardType wildcard) {
            add(wildcard.getUpperBounds(), named, seen);
            add(wildcard.getLowerBounds(), named, seen);
        } else if (type instanceof TypeVariable<?> variable) {
            add(variable.getBounds(), named, seen);
        } else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType(), named, seen);
        } else if (type instanceof Class<?> plain && plain.isArray()) {
            add(plain.getComponentType(), named, seen);
        } else if (type instanceof Class<?> plain && !plain.isPrimitive()) {
            named.add(plain);
        }
    }

    private static boolean isOfTheDoor(Class<?> type) {
        return PACKAGES.contains(type.getPackageName()) && isSeen(type);
    }

    private static boolean isSeen(Class<?> type) {
        return isSeen(type.getModifiers()) && (type.getEnclosingClass() == null || isSeen(type.getEnclosingClass()));
    }

    private static boolean isSeen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
