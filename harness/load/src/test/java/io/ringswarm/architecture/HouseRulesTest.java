package io.ringswarm.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may use whom: codecs, then engine/core, then engine/testkit, engine/micrometer and engine/work; reports see the core's published
 * metrics types only; the harness sees everything.
 */
class HouseRulesTest {
    private static final String CODECS = "io.ringswarm.codecs..";
    private static final String CODECS_WIRE = "io.ringswarm.codecs.wire..";
    private static final String ENGINE = "io.ringswarm.engine..";
    private static final String ENGINE_METRICS = "io.ringswarm.engine.metrics..";
    private static final String TESTKIT = "io.ringswarm.engine.testkit..";
    private static final String MICROMETER = "io.ringswarm.engine.micrometer..";
    private static final String WORK = "io.ringswarm.engine.work..";
    private static final String WORK_FACE = "io.ringswarm.engine.work";
    private static final String WORK_PROFILES = "io.ringswarm.engine.work.profile";
    private static final String REPORTS = "io.ringswarm.reports..";
    private static final String HARNESS = "io.ringswarm.harness..";
    private static final String PEERS = "io.ringswarm.harness.peers..";
    private static final String CHRONICLE = "net.openhft..";

    private static final DescribedPredicate<JavaClass> CORE = resideInAPackage(ENGINE)
            .and(not(resideInAnyPackage(TESTKIT, MICROMETER, WORK)))
            .as("reside in engine/core");

    private static JavaClasses shipped;

    @BeforeAll
    static void importEveryShippedClass() {
        shipped = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.ringswarm");
    }

    @ParameterizedTest
    @ValueSource(strings = {CODECS, CODECS_WIRE, ENGINE, ENGINE_METRICS, TESTKIT, MICROMETER, WORK, REPORTS, PEERS})
    void shouldSeeEveryModuleWhenTheRulesAreChecked(String packages) {
        assertThat(shipped.stream().filter(resideInAPackage(packages)))
                .as(packages)
                .isNotEmpty();
    }

    @Test
    void shouldUseTheJdkAloneWhenACodecIsNotChronicles() {
        classes()
                .that()
                .resideInAPackage(CODECS)
                .and()
                .resideOutsideOfPackage(CODECS_WIRE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", CODECS).and(not(resideInAPackage(CODECS_WIRE))))
                .because("Chronicle is excluded by leaving out one package")
                .check(shipped);
    }

    @Test
    void shouldUseNothingButChronicleWhenACodecIsChronicles() {
        classes()
                .that()
                .resideInAPackage(CODECS_WIRE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", CODECS, CHRONICLE)
                .check(shipped);
    }

    @Test
    void shouldUseOnlyWhatAServiceGetsWhenPartOfTheCore() {
        classes()
                .that(CORE)
                .should()
                .onlyDependOnClassesThat(CORE.or(resideInAnyPackage(
                                "java..",
                                CODECS,
                                "com.lmax.disruptor..",
                                "org.HdrHistogram..",
                                "org.agrona..",
                                "org.slf4j..",
                                "jdk.jfr.."))
                        .and(not(resideInAPackage(CODECS_WIRE))))
                .because("a service that embeds the engine gets nothing else")
                .check(shipped);
    }

    @Test
    void shouldNotUseTheTestkitWhenPartOfWork() {
        noClasses()
                .that()
                .resideInAPackage(WORK)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TESTKIT, REPORTS, HARNESS)
                .check(shipped);
    }

    @Test
    void shouldUseTheCoreAloneWhenPartOfTheTestkit() {
        classes()
                .that()
                .resideInAPackage(TESTKIT)
                .should()
                .onlyDependOnClassesThat(
                        CORE.or(resideInAnyPackage("java..", CODECS, TESTKIT)).and(not(resideInAPackage(CODECS_WIRE))))
                .because("a service chooses its own test framework")
                .check(shipped);
    }

    @Test
    void shouldUsePublicFacesAndMicrometerWhenPartOfABinder() {
        classes()
                .that()
                .resideInAPackage(MICROMETER)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.HdrHistogram..",
                        "io.micrometer.core.instrument..",
                        "org.jspecify..",
                        "org.slf4j..",
                        MICROMETER,
                        "io.ringswarm.engine",
                        ENGINE_METRICS,
                        WORK_FACE,
                        WORK_PROFILES))
                .because("it reads what any service may read")
                .check(shipped);
    }

    @Test
    void shouldDoWithoutWorkWhenNotPartOfItsBinder() {
        DescribedPredicate<JavaClass> bindsWork =
                resideInAPackage(MICROMETER).and(nameMatching(".*\\.Work[^.]*")).as("bind a work");
        assertThat(shipped.stream().filter(bindsWork)).isNotEmpty();
        noClasses()
                .that(resideInAPackage(MICROMETER).and(not(bindsWork)))
                .should()
                .dependOnClassesThat(resideInAPackage(WORK).or(bindsWork))
                .because("a service without tasks binds its engine without engine/work")
                .check(shipped);
    }

    @Test
    void shouldUseOnlyPublishedMetricsWhenPartOfReports() {
        noClasses()
                .that()
                .resideInAPackage(REPORTS)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.ringswarm..").and(not(resideInAnyPackage(REPORTS, ENGINE_METRICS))))
                .because("a report is drawn from what was recorded, without an engine")
                .check(shipped);
    }

    @Test
    void shouldNotUseChronicleWhenOutsideWireAndTheHarness() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CODECS_WIRE, HARNESS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CHRONICLE)
                .check(shipped);
    }

    @Test
    void shouldNotUseWhatTheEngineIsComparedWithWhenOutsideThePeers() {
        String[] compared = {
            "org.apache.pekko..", "scala..", "com.typesafe..", "io.vertx..", "io.netty..", "org.jctools..", "io.aeron.."
        };
        noClasses()
                .that()
                .resideOutsideOfPackage(PEERS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(compared)
                .because("systems to compare with are no part of the engine, its reports or its load test")
                .check(shipped);
        for (String packages : List.of("org.apache.pekko..", "io.vertx..", "org.jctools..", "io.aeron..")) {
            assertThat(shipped.stream().filter(resideInAPackage(PEERS)).anyMatch(type -> dependsOn(type, packages)))
                    .as("the peers use " + packages)
                    .isTrue();
        }
    }

    private static boolean dependsOn(JavaClass type, String packages) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> resideInAPackage(packages).test(dependency.getTargetClass()));
    }

    @Test
    void shouldNotLoadWhatDrawsPicturesUntilAskedForOne() {
        noClasses()
                .that()
                .haveNameNotMatching("io\\.ringswarm\\.reports\\.export\\.SvgPicture(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.batik..", "java.awt..", "javax.imageio..")
                .because("it is large, and a run needs none of it")
                .check(shipped);
    }

    @Test
    void shouldNotPrintWhenALibrary() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("the streams belong to the application")
                .check(shipped.that(resideInAnyPackage(CODECS, ENGINE, REPORTS).as("the libraries")));
    }

    @Test
    void shouldLogThroughSlf4jWhenLogging() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.logging..", "org.apache.commons.logging..")
                .check(shipped);
    }

    @Test
    void shouldBeNamedForItsRoleWhenAPackage() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..utils..", "..impl..", "..manager..", "..managers..", "..helper..", "..helpers..")
                .because("a package is named for what it does in the flow")
                .check(shipped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.ringswarm.codecs.(*)..",
                "io.ringswarm.engine.(*)..",
                "io.ringswarm.engine.work.(*)..",
                "io.ringswarm.reports.(*)..",
                "io.ringswarm.harness.load.(*).."
            })
    void shouldBeFreeOfCyclesWhenPackagesOfOneModule(String packages) {
        slices().matching(packages)
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(shipped);
    }
}
