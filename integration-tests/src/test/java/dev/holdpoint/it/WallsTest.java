package dev.holdpoint.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walls of the house: who may know whom. */
class WallsTest {

    private static final JavaClasses HOUSE = house();

    private static JavaClasses house() {
        Path root = Path.of(System.getProperty("holdpoint.root", ".."));
        List<Path> rooms = new ArrayList<>();
        for (String module :
                List.of(
                        "policy-dsl",
                        "agent/bridge",
                        "agent/guard",
                        "agent/instrument",
                        "agent/dist")) {
            rooms.add(root.resolve(module).resolve("target/classes"));
        }
        return new ClassFileImporter().importPaths(rooms);
    }

    @Test
    void everyRoomIsThere() {
        for (String room :
                List.of(
                        "effect",
                        "analysis",
                        "language",
                        "engine",
                        "bridge",
                        "guard",
                        "instrument",
                        "dist")) {
            assertTrue(HOUSE.stream().anyMatch(c -> in(c, "dev.holdpoint." + room)), "no " + room);
        }
    }

    @ParameterizedTest(name = "{0} knows, of the house, only {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    effect     |
                    analysis   | effect
                    language   | effect
                    engine     | effect analysis language
                    session    | effect analysis language engine
                    testing    | effect analysis language engine session
                    bridge     |
                    guard      | effect analysis language engine session bridge
                    instrument | effect bridge guard
                    dist       | effect analysis language engine session bridge guard instrument
                    """)
    void aRoomKnowsOnly(String room, String known) {
        List<String> allowed = new ArrayList<>();
        allowed.add("dev.holdpoint." + room + "..");
        for (String name : known == null ? new String[0] : known.split(" ")) {
            allowed.add("dev.holdpoint." + name + "..");
        }
        DescribedPredicate<JavaClass> rest =
                resideInAnyPackage("dev.holdpoint..")
                        .and(resideOutsideOfPackages(allowed.toArray(String[]::new)));
        noClasses()
                .that()
                .resideInAPackage("dev.holdpoint." + room + "..")
                .should()
                .dependOnClassesThat(rest)
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @ParameterizedTest(name = "{0} does not know its neighbours")
    @CsvSource({"shell", "program", "sql", "http"})
    void roomsOfAnalysisMeetInTheInquiryOnly(String room) {
        DescribedPredicate<JavaClass> neighbours =
                resideInAnyPackage("dev.holdpoint.analysis.*..")
                        .and(resideOutsideOfPackages("dev.holdpoint.analysis." + room + ".."));
        noClasses()
                .that()
                .resideInAPackage("dev.holdpoint.analysis." + room + "..")
                .should()
                .dependOnClassesThat(neighbours)
                .check(HOUSE);
    }

    @Test
    void theBridgeNeedsNothingButTheJdksBase() {
        classes()
                .that()
                .resideInAPackage("dev.holdpoint.bridge..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java.lang..", "dev.holdpoint.bridge..")
                .check(HOUSE);
    }

    @Test
    void theDoorNeedsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.holdpoint.dist.entry..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.holdpoint.dist.entry..", "org.jspecify..")
                .check(HOUSE);
    }

    private static boolean in(JavaClass type, String room) {
        return type.getPackageName().startsWith(room);
    }
}
