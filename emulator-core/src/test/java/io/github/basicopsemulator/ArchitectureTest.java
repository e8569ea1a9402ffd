package io.github.basicopsemulator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The allowed imports, calls and types of public signatures. */
class ArchitectureTest {

    private static final String ROOT = "io.github.basicopsemulator";
    private static final JavaClasses MAIN = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void classes_are_found() {
        assertThat(MAIN.contain(Emulator.class)).isTrue();
        assertThat(MAIN.stream().map(type -> type.getPackageName()).distinct())
                .contains(ROOT, ROOT + ".engine", ROOT + ".field", ROOT + ".store", ROOT + ".event", ROOT + ".json")
                .contains(ROOT + ".http", ROOT + ".outbound", ROOT + ".webhook")
                .contains(ROOT + ".basicops", ROOT + ".sell", ROOT + ".basecamp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "basicops | oauth engine webhook outbound field store event json",
                "sell     | oauth engine field store event json",
                "basecamp | engine field store event json",
                "control  | seed engine webhook fault journal field store event json",
                "oauth    | engine field store event json",
                "engine   | webhook fault journal field store event json",
                "webhook | outbound journal event store json",
                "seed     | engine field store json",
                "fault    | store",
                "journal  | event json",
                "field    | store json",
                "event    | store",
                "store    | ",
                "json     | ",
                "outbound | ",
                "tls      | ",
                "http     | engine journal outbound tls field store event json"
            })
    void package_imports_only_packages_below_it(String name, String below) {
        List<String> allowed = new ArrayList<>(List.of(ROOT + "." + name));
        if (below != null) {
            Arrays.stream(below.split(" ")).forEach(other -> allowed.add(ROOT + "." + other));
        }
        if (name.equals("control")) {
            allowed.add(ROOT);
        }

        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"basicops", "sell", "basecamp"})
    void only_the_root_package_knows_a_surface(String surface) {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + "." + surface)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "." + surface)
                .check(MAIN);
    }

    @Test
    void vendors_are_named_only_in_their_folders_and_the_root_package() throws IOException {
        Path sources = Path.of("src", "main", "java");
        Path root = sources.resolve(Path.of("io", "github", "basicopsemulator"));
        Pattern vendor = Pattern.compile("(?i)basicops(?!emulator)|basecamp|\\bsell\\b|zendesk");
        List<String> named = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                boolean mayName = file.startsWith(root.resolve("basicops"))
                        || file.startsWith(root.resolve("sell"))
                        || file.startsWith(root.resolve("basecamp"))
                        || root.equals(file.getParent());
                if (!mayName) {
                    Files.readAllLines(file).stream()
                            .filter(line -> vendor.matcher(line).find())
                            .forEach(line -> named.add(file + ": " + line));
                }
            }
        }
        assertThat(named).isEmpty();
    }

    @Test
    void only_the_control_api_knows_the_root_package() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".control")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(MAIN);
    }

    @Test
    void only_http_knows_the_web_server() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "kotlin..")
                .check(MAIN);
    }

    @Test
    void only_json_knows_jackson_and_only_store_knows_the_persistent_collections() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".json")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".store")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.pcollections..")
                .check(MAIN);
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
        // The root package creates the control API, which uses the public API.
        slices().matching("io.github.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(resideInAPackage(ROOT), resideInAPackage(ROOT + ".control"))
                .check(MAIN);
    }

    @Test
    void no_class_has_a_meaningless_name() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .check(MAIN);
    }

    @Test
    void time_and_randomness_are_passed_in() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(Date.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".http")
                .should()
                .callMethod(System.class, "nanoTime")
                .check(MAIN);
        noClasses()
                .that(not(simpleName("Builder").or(simpleName("Options"))))
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(MAIN);
    }

    @Test
    void public_signatures_have_only_own_types_and_java_types() {
        List<String> leaks = new ArrayList<>();
        MAIN.stream()
                .filter(type -> type.getPackageName().equals(ROOT))
                .map(type -> type.reflect())
                .filter(ArchitectureTest::isSeen)
                .forEach(type -> {
                    for (Type shown : shown(type)) {
                        if (!isOurs(shown) && !isOfJava(shown)) {
                            leaks.add(type.getName() + " shows " + shown.getTypeName());
                        }
                    }
                });

        assertThat(leaks).isEmpty();
    }

    @Test
    void public_classes_cannot_be_extended() {
        MAIN.stream()
                .filter(type -> type.getPackageName().equals(ROOT))
                .map(type -> type.reflect())
                .filter(ArchitectureTest::isSeen)
                .filter(type -> !Modifier.isFinal(type.getModifiers()))
                .forEach(type -> assertThat(type.getDeclaredConstructors())
                        .as(type.getName())
                        .noneMatch(constructor -> isSeen(constructor.getModifiers())));
    }

    /** Every type in a signature that someone outside can see, taken apart to its last argument. */
    private static Set<Type> shown(Class<?> type) {
        Set<Type> shown = new HashSet<>();
        add(type.getGenericSuperclass(), shown);
        addAll(type.getGenericInterfaces(), shown);
        for (TypeVariable<?> variable : type.getTypeParameters()) {
            addAll(variable.getBounds(), shown);
        }
        for (Field field : type.getDeclaredFields()) {
            if (isSeen(field.getModifiers())) {
                add(field.getGenericType(), shown);
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            addExecutable(constructor, shown);
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isSeen(method.getModifiers()) && !method.isSynthetic()) {
                add(method.getGenericReturnType(), shown);
            }
            addExecutable(method, shown);
        }
        return shown;
    }

    private static void addExecutable(Executable executable, Set<Type> shown) {
        if (isSeen(executable.getModifiers()) && !executable.isSynthetic()) {
            addAll(executable.getGenericParameterTypes(), shown);
            addAll(executable.getGenericExceptionTypes(), shown);
        }
    }

    private static void addAll(Type[] types, Set<Type> shown) {
        for (Type type : types) {
            add(type, shown);
        }
    }

    private static void add(Type type, Set<Type> shown) {
        if (type instanceof ParameterizedType parameterized) {
            add(parameterized.getRawType(), shown);
            addAll(parameterized.getActualTypeArguments(), shown);
        } else if (type instanceof WildcardType wildcard) {
            addAll(wildcard.getUpperBounds(), shown);
            addAll(wildcard.getLowerBounds(), shown);
        } else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType(), shown);
        } else if (type instanceof Class<?> plain && plain.isArray()) {
            add(plain.getComponentType(), shown);
        } else if (type instanceof Class<?> plain && !plain.isPrimitive()) {
            shown.add(plain);
        }
    }

    private static boolean isOfJava(Type type) {
        return type.getTypeName().startsWith("java.") || type.equals(SSLContext.class);
    }

    private static boolean isOurs(Type type) {
        return type instanceof Class<?> plain && plain.getPackageName().equals(ROOT) && isSeen(plain);
    }

    private static boolean isSeen(Class<?> type) {
        return isSeen(type.getModifiers()) && (type.getEnclosingClass() == null || isSeen(type.getEnclosingClass()));
    }

    private static boolean isSeen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
