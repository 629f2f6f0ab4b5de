// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may use whom. The command knows every module, so this is the place where all can be seen. */
class ArchitectureTest {
    private static final String EXCHANGE = "dev.stillwatch.exchange..";
    private static final String DETECT = "dev.stillwatch.detect..";
    private static final String EVIDENCE = "dev.stillwatch.evidence..";
    private static final String RANGE = "dev.stillwatch.range..";
    private static final String DISTILL = "dev.stillwatch.distill..";
    private static final String POLICY = "dev.stillwatch.policy..";
    private static final String REPORT = "dev.stillwatch.report..";
    private static final String CASES = "dev.stillwatch.cases..";
    private static final String LIVE = "dev.stillwatch.live..";
    private static final String KAFKA = "dev.stillwatch.kafka..";
    private static final String INGEST = "dev.stillwatch.ingest..";
    private static final String ENFORCE = "dev.stillwatch.enforce..";
    private static final String GATEWAY = "dev.stillwatch.gateway..";
    private static final String EXTPROC = "dev.stillwatch.extproc..";
    private static final String DOORS = "dev.stillwatch.doors..";
    private static final String CONSOLE = "dev.stillwatch.console..";
    private static final String CONTROL = "dev.stillwatch.control..";
    private static final String SETTINGS = "dev.stillwatch.settings..";
    private static final String KEYSETS = "dev.stillwatch.keysets..";
    private static final String CANARIES = "dev.stillwatch.canaries..";
    private static final String MARKS = "dev.stillwatch.marks..";
    private static final String REGISTRY = "dev.stillwatch.registry..";
    private static final String TOKENIZERS = "dev.stillwatch.tokenizers..";
    private static final String DUPLICATES = "dev.stillwatch.duplicates..";
    private static final String CORPUS = "dev.stillwatch.corpus..";
    private static final String AUDIT = "dev.stillwatch.audit..";
    private static final String MODEL_SIGNING = "dev.stillwatch.modelsigning..";
    private static final String MODEL_FILES = "dev.stillwatch.modelfiles..";
    private static final String WEIGHTS = "dev.stillwatch.weights..";
    private static final String RECIPIENTS = "dev.stillwatch.recipients..";
    private static final String PARTIES = "dev.stillwatch.parties..";
    private static final String RECORDS = "dev.stillwatch.records..";
    private static final String RELEASE = "dev.stillwatch.release..";
    private static final String FILINGS = "dev.stillwatch.filings..";
    private static final String INTEL = "dev.stillwatch.intel..";
    private static final String CLI = "dev.stillwatch.cli..";
    private static final String ANNOTATIONS = "org.jspecify..";

    /** They load the weights and words that ship in detect's own jar, and nothing else. */
    private static final Set<String> LOADERS =
            Set.of("ElicitationModel", "ElicitationWeights", "PublicVocabulary", "PromptEmbedding", "WordVectors");

    private static JavaClasses product;

    @BeforeAll
    static void importProduct() {
        product = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.stillwatch");
    }

    private static void check(ArchRule rule) {
        rule.check(product);
    }

    @Test
    void exchange_usesTheJdkOnly() {
        check(classes()
                .that()
                .resideInAPackage(EXCHANGE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(EXCHANGE, "java..", ANNOTATIONS)
                .because(
                        "every module and every other product may build on these records without taking on a library"));
    }

    @Test
    void detect_usesExchangeAndTheJdkOnly() {
        check(classes()
                .that()
                .resideInAPackage(DETECT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(DETECT, EXCHANGE, "java..", ANNOTATIONS)
                .because("scan, gateway and cluster drive the very same detector, so it knows none of them"));
    }

    @Test
    void detect_touchesNoFilesAndNoNetwork() {
        check(noClasses()
                .that()
                .resideInAPackage(DETECT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..", "javax..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile|PrintStream|Console)")
                .because("a detector that reads the world cannot be replayed on a recorded stream"));
    }

    @Test
    void detect_readsStreamsOnlyToLoadWhatShipsWithIt() {
        check(noClasses()
                .that()
                .resideInAPackage(DETECT)
                .and(not(loaders()))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.io..")
                .because("only the weights and the vocabulary in detect's own jar are read, each by one class"));
    }

    private static DescribedPredicate<JavaClass> loaders() {
        return DescribedPredicate.describe(
                "loaders of shipped weights",
                type -> LOADERS.contains(type.getName()
                        .substring(type.getPackageName().length() + 1)
                        .split("\\$")[0]));
    }

    @Test
    void sampling_usesMarksAndTheirRegistryOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.stillwatch.sampling..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.stillwatch..")
                        .and(not(resideInAnyPackage(
                                "dev.stillwatch.sampling..",
                                "dev.stillwatch.marks..",
                                "dev.stillwatch.registry..",
                                EXCHANGE))))
                .because("a serving stack may run it on its own machine, far from gateway and detection"));
    }

    @Test
    void detect_hasNoClock() {
        check(noClasses()
                .that()
                .resideInAPackage(DETECT)
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "reads a clock",
                        call -> call.getTarget().getName().equals("now")
                                || call.getTarget()
                                        .getFullName()
                                        .matches("java\\.lang\\.System\\.(currentTimeMillis|nanoTime).*")))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.(Clock|InstantSource)")
                .because("it judges by event time, so that last month's log gets last month's verdict"));
    }

    @Test
    void detect_hasNoThreads() {
        check(noClasses()
                .that()
                .resideInAPackage(DETECT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(Thread|Thread\\$.*|ThreadLocal|Process.*)")
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "runs a stream in parallel",
                        call -> call.getTargetOwner().getPackageName().startsWith("java.")
                                && call.getTarget()
                                        .getName()
                                        .matches("parallel|parallelStream|parallelSort|parallelPrefix")))
                .because("whoever drives it owns the threads, and no result may depend on how many there are"));
    }

    @Test
    void detect_hasNoRandomnessOfItsOwn() {
        check(noClasses()
                .that()
                .resideInAPackage(DETECT)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.(util\\.(Random|SplittableRandom|UUID|random\\..*)|security\\.SecureRandom)")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .because("the same traffic must get the same verdict twice"));
    }

    @Test
    void evidence_usesTheJdkAndTheExceptionForUsersOnly() {
        check(classes()
                .that()
                .resideInAPackage(EVIDENCE)
                .should()
                .onlyDependOnClassesThat(resideInAPackage(EVIDENCE)
                        .or(resideInAPackage("java.."))
                        .or(resideInAPackage("javax.crypto.."))
                        .or(resideInAPackage(ANNOTATIONS))
                        .or(DescribedPredicate.describe(
                                "the exception for users",
                                type -> type.getName().equals("dev.stillwatch.exchange.StillwatchException"))))
                .because("who audits the log must be able to read all that it rests on, and an exchange with its"
                        + " personal data must not come near it"));
    }

    @Test
    void policy_usesDetectAndSettingsOnly() {
        check(noClasses()
                .that()
                .resideInAPackage(POLICY)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.stillwatch..")
                        .and(not(resideInAPackage(POLICY)))
                        .and(not(resideInAPackage(SETTINGS)))
                        .and(not(resideInAPackage(DETECT)))
                        .and(not(resideInAPackage(EXCHANGE))))
                .because("a decision must be replayable without the gateway that asked for it"));
    }

    @Test
    void policy_readsNoClockOfItsOwn() {
        check(noClasses()
                .that()
                .resideInAPackage(POLICY)
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "reads a clock",
                        call -> call.getTarget().getName().equals("now")
                                || call.getTarget()
                                        .getFullName()
                                        .matches("java\\.lang\\.System\\.(currentTimeMillis|nanoTime).*")))
                .because("the same packs, facts and times must give the same decision in a year"));
    }

    @Test
    void cel_isUsedByPolicyOnly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(POLICY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cel..")
                .because("its limits are set in one place"));
    }

    @Test
    void cli_isUsedByNobody() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLI)
                .because("the command is the outermost layer"));
    }

    @Test
    void range_isUsedByTheCommandsAndTheDistillationOnly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(CLI, RANGE, DISTILL)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(RANGE)
                .because("what detects must know nothing of the traffic it is measured on"));
    }

    @Test
    void distill_isUsedByTheCommandOnly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(CLI, DISTILL)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(DISTILL)
                .because("what detects and responds must know nothing of the models it is measured with"));
    }

    @Test
    void cases_knowWhatWasFoundAndDecidedAndNothingThatActs() {
        check(classes()
                .that()
                .resideInAPackage(CASES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        CASES,
                        POLICY,
                        REPORT,
                        DETECT,
                        EXCHANGE,
                        KEYSETS,
                        "java..",
                        "javax.sql..",
                        ANNOTATIONS,
                        "tools.jackson.core..",
                        "org.jdbi..",
                        "com.zaxxer.hikari..",
                        "com.google.crypto.tink..",
                        "org.apache.commons.text..")
                .because("gateway, console and command all work on cases, each in its own way"));
    }

    @Test
    void partiesFilingsAndIntel_knowNothingOfEachOtherOrOfWhatActs() {
        for (String module : new String[] {PARTIES, FILINGS}) {
            check(noClasses()
                    .that()
                    .resideInAPackage(module)
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.stillwatch..")
                            .and(not(resideInAnyPackage(module, RECORDS, EXCHANGE))))
                    .because("a screening or a deadline must be replayable without the service that asked for it"));
        }
        check(noClasses()
                .that()
                .resideInAPackage(INTEL)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.stillwatch..")
                        .and(not(resideInAnyPackage(INTEL, DETECT, RECORDS, EXCHANGE))))
                .because("what is shared is a campaign, redacted, and nothing else is in reach"));
    }

    @Test
    void release_knowsRulesPartiesAndFilingsAndNothingThatActs() {
        check(noClasses()
                .that()
                .resideInAPackage(RELEASE)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.stillwatch..")
                        .and(not(resideInAnyPackage(
                                RELEASE,
                                RECORDS,
                                PARTIES,
                                FILINGS,
                                POLICY,
                                "dev.stillwatch.settings..",
                                KEYSETS,
                                EXCHANGE))))
                .because("weights are marked and logged by whoever hands them over; deciding needs neither"));
        check(noClasses()
                .that()
                .resideInAPackage(RECORDS)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.stillwatch..").and(not(resideInAnyPackage(RECORDS, EXCHANGE))))
                .because("it keeps records without knowing of what"));
    }

    @Test
    void release_readsNoClock() {
        check(noClasses()
                .that()
                .resideInAPackage(RELEASE)
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "reads a clock", call -> call.getTarget().getName().equals("now")))
                .because("a decision must come out the same when it is replayed"));
    }

    @Test
    void filings_readNoClock() {
        check(noClasses()
                .that()
                .resideInAPackage(FILINGS)
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "reads a clock", call -> call.getTarget().getName().equals("now")))
                .because("the same rules, events and times must give the same obligations in a year"));
    }

    @Test
    void corpus_readsDataSetsAndKnowsNotWhatFor() {
        check(noClasses()
                .that()
                .resideInAPackage(CORPUS)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.stillwatch..").and(not(resideInAnyPackage(CORPUS, INGEST, EXCHANGE))))
                .because("audits, indexes and profiles read the same data sets"));
    }

    @Test
    void audit_sendsNothingAndReadsNoClock() {
        check(noClasses()
                .that()
                .resideInAnyPackage(AUDIT, CORPUS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.net.http..")
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "reads a clock",
                        call -> call.getTarget().getName().equals("now")
                                || call.getTarget()
                                        .getFullName()
                                        .matches("java\\.lang\\.System\\.(currentTimeMillis|nanoTime).*")))
                .because("training data is confidential, and the same audit must give the same bytes"));
    }

    @Test
    void audit_usesWhatReadsAndTestsTexts() {
        check(ours(
                        AUDIT,
                        CORPUS,
                        INGEST,
                        DUPLICATES,
                        MARKS,
                        "dev.stillwatch.provenance..",
                        "dev.stillwatch.report..",
                        EXCHANGE)
                .because("keys, tokenizers and detection are handed in by whoever asks for an audit"));
    }

    @Test
    void marks_areArithmeticAndTouchNothing() {
        check(classes()
                .that()
                .resideInAPackage(MARKS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(MARKS, EXCHANGE, "java..", "javax.crypto..", ANNOTATIONS, "org.hipparchus..")
                .because("whoever marks, verifies or tests a model uses the same scores"));
        check(noClasses()
                .that()
                .resideInAPackage(MARKS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile|PrintStream|Console)")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.(Clock|InstantSource)|java\\.security\\.SecureRandom")
                .because("a verdict follows from texts, keys and the randomness that was handed in"));
    }

    @Test
    void registry_knowsMarksAndWhereKeysLie() {
        check(ours(REGISTRY, MARKS, KEYSETS, EXCHANGE).because("it keeps keys and tests nothing"));
    }

    @Test
    void tokenizers_knowTextsAndNoMarks() {
        check(ours(TOKENIZERS, EXCHANGE).because("texts become ids before anybody knows what they are for"));
        check(noClasses()
                .that()
                .resideInAPackage("dev.stillwatch..")
                .and()
                .resideOutsideOfPackages(TOKENIZERS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl.huggingface..")
                .because("one class reads tokenizer files"));
    }

    @Test
    void duplicates_useKeysAndTheJdkOnly() {
        check(classes()
                .that()
                .resideInAPackage(DUPLICATES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(DUPLICATES, KEYSETS, EXCHANGE, "java..", ANNOTATIONS, "com.google.crypto.tink..")
                .because("a text is looked up the same way whoever asks, and wherever the text came from"));
    }

    @Test
    void provenance_usesTheJdkOnlyAndAsksNobody() {
        check(classes()
                .that()
                .resideInAPackage("dev.stillwatch.provenance..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.stillwatch.provenance..",
                        "java.io..",
                        "java.lang..",
                        "java.nio.charset..",
                        "java.util..",
                        ANNOTATIONS)
                .because("what a text's style says must not depend on who asks, or on anything outside the text"));
    }

    @Test
    void live_usesDetectExchangeAndTheJdkOnly() {
        check(classes()
                .that()
                .resideInAPackage(LIVE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(LIVE, DETECT, EXCHANGE, "java..", ANNOTATIONS)
                .because(
                        "whoever sees exchanges may run detection along: it knows no gateway, no policy and no cases"));
    }

    @Test
    void live_touchesNoNetwork() {
        check(noClasses()
                .that()
                .resideInAPackage(LIVE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "javax.net..", "java.sql..")
                .because("what a restart needs lies in its own folders"));
    }

    @Test
    void enforce_usesPolicysMeasuresAndJsonOnly() {
        check(classes()
                .that()
                .resideInAPackage(ENFORCE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ENFORCE,
                        POLICY,
                        EXCHANGE,
                        CANARIES,
                        "java..",
                        "javax.crypto..",
                        ANNOTATIONS,
                        "tools.jackson.core..",
                        "tools.jackson.databind..")
                .because("every door carries out the same measures with the same code, so that code knows no door"));
    }

    @Test
    void enforce_touchesNoFilesAndNoNetwork() {
        check(noClasses()
                .that()
                .resideInAPackage(ENFORCE)
                .should()
                .dependOnClassesThat(resideInAPackage("java.net..")
                        .and(not(DescribedPredicate.describe(
                                "an address, which reaches nothing",
                                (JavaClass type) -> type.getName().equals("java.net.URI")))))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.sql..", "javax.net..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile|PrintStream|Console)")
                .because("it stands in the way of every request: nothing there may wait for the world"));
    }

    @Test
    void keysets_useTinkAndTheExceptionForUsersOnly() {
        check(classes()
                .that()
                .resideInAPackage(KEYSETS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(KEYSETS, EXCHANGE, "java..", ANNOTATIONS, "com.google.crypto.tink..")
                .because("where keys lie is settled in one place, which knows nothing of what they are for"));
    }

    @Test
    void modelSigning_knowsFilesAndNothingOfModels() {
        check(ours(MODEL_SIGNING, EXCHANGE)
                .because("a signature is over bytes: who verifies one must not need code that reads what is in them"));
    }

    @Test
    void modelFiles_knowWeightsAndNotWhatForTheyAreRead() {
        check(ours(MODEL_FILES, EXCHANGE).because("files are read and copied the same way whoever asks"));
    }

    @Test
    void weights_knowNamesOfRecipientsOnlyAsTheyAreGiven() {
        check(ours(WEIGHTS, MODEL_FILES, KEYSETS, EXCHANGE)
                .because("who received a copy must not be readable where marks are read: extraction stays blind"));
    }

    @Test
    void recipients_holdNoKeysAndReadNoWeights() {
        check(ours(RECIPIENTS, WEIGHTS, EXCHANGE).because("the register may be shown to people who hold no key"));
        check(noClasses()
                .that()
                .resideInAPackage(RECIPIENTS)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.stillwatch\\.weights\\.(?!MarkSettings).*")
                .because("of marks it keeps the settings only"));
    }

    @Test
    void canaries_useKeysAndTheJdkOnly() {
        check(classes()
                .that()
                .resideInAPackage(CANARIES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(CANARIES, KEYSETS, EXCHANGE, "java..", ANNOTATIONS, "com.google.crypto.tink..")
                .because("what the gateway plants and what is looked for in court must be the very same code, which"
                        + " knows no gateway"));
    }

    @Test
    void gateway_knowsNeitherCasesNorDetectionNorWhoRunsIt() {
        check(ours(GATEWAY, ENFORCE, POLICY, EXCHANGE, INGEST, DETECT)
                .because("it asks what is in force and tells what it saw, and serves on when all else is down"));
        check(noClasses()
                .that()
                .resideInAPackage(GATEWAY)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.stillwatch.detect.Detector")
                .because("it makes digests of exchanges; judging them beside requests would slow these"));
    }

    @Test
    void doors_useTheGatewaysPartsAndNobodyElses() {
        check(ours(DOORS, EXTPROC, GATEWAY, ENFORCE, POLICY, EXCHANGE, INGEST, DETECT)
                .because("another entry path must not be another way to decide"));
    }

    @Test
    void grpc_isUsedByDoorsOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.stillwatch..")
                .and()
                .resideOutsideOfPackages(DOORS, EXTPROC)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "com.google.protobuf..", EXTPROC)
                .because("Envoy's interface stays at Envoy's door"));
    }

    @Test
    void control_wiresTheServiceAndScansNothing() {
        check(ours(
                        CONTROL, CONSOLE, CASES, POLICY, GATEWAY, DOORS, ENFORCE, LIVE, KAFKA, DETECT, EXCHANGE, INGEST,
                        EVIDENCE, SETTINGS, CANARIES)
                .because("a service is made of what runs online; scanning and reporting are another command's"));
    }

    @Test
    void kafka_carriesDigestsAndFindingsAndNothingElse() {
        check(
                ours(KAFKA, LIVE, REPORT, DETECT, EXCHANGE)
                        .because(
                                "what leaves for a broker is hashes, counts and what a report holds; who acts on it is another's"));
        check(noClasses()
                .that()
                .resideInAPackage("dev.stillwatch..")
                .and()
                .resideOutsideOfPackages(KAFKA, "dev.stillwatch.flink..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because("what is sent to brokers can be read off two modules"));
    }

    @Test
    void console_showsWhatWasFoundAndDecidedAndKnowsNoDoor() {
        check(ours(CONSOLE, CASES, POLICY, ENFORCE, EVIDENCE, REPORT, DETECT, EXCHANGE)
                .because("people decide on cases, not on requests: whatever runs tells it what it shows"));
    }

    @Test
    void console_isUsedByWhoRunsItOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.stillwatch..")
                .and()
                .resideOutsideOfPackages(CONSOLE, CONTROL, CLI)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CONSOLE)
                .because("nothing that detects or decides may depend on how it is shown"));
    }

    @Test
    void templates_areUsedByTheConsoleOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.stillwatch..")
                .and()
                .resideOutsideOfPackage(CONSOLE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("gg.jte..", "io.vertx.ext.web..")
                .because("what escapes text for pages, and who may see which, is settled in one place"));
    }

    @Test
    void control_isUsedByTheCommandAndTheDistillationOnly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(CLI, CONTROL, DISTILL)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CONTROL)
                .because("it knows nearly everybody, so nobody below may know it"));
    }

    /** Of Stillwatch's own modules the first uses only itself and the others. */
    private static ClassesShouldConjunction ours(String module, String... others) {
        DescribedPredicate<JavaClass> allowed = resideInAPackage(module);
        for (String other : others) {
            allowed = allowed.or(resideInAPackage(other));
        }
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.stillwatch..").and(not(allowed)));
    }

    @Test
    void evidence_isSealedAndOpenedInTwoPlacesOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.stillwatch..")
                .and(not(DescribedPredicate.describe(
                        "the vault's own",
                        (JavaClass type) -> Set.of("SealedText", "CaseKeys", "EvidenceKeys", "EvidenceVault")
                                .contains(type.getSimpleName()))))
                .and(not(DescribedPredicate.describe(
                        "the weights' vault",
                        (JavaClass type) -> type.getPackageName().equals("dev.stillwatch.release")
                                && type.getName().matches(".*\\.(Vault|ShardCipher|RecipientKey)(\\$.*)?"))))
                .and()
                .resideOutsideOfPackages(KEYSETS, CANARIES, REGISTRY, DUPLICATES, WEIGHTS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.crypto.tink..")
                .because("text that only few classes can open is text that few reviewers must look for"));
    }

    @Test
    void telemetry_isSentFromOnePlaceOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.stillwatch..")
                .and()
                .haveSimpleNameNotStartingWith("OtlpTraces")
                .and()
                .haveSimpleNameNotStartingWith("CountingExporter")
                .and(not(DescribedPredicate.describe(
                        "a part of it", (JavaClass type) -> type.getName().contains("OtlpTraces$"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry.api..", "io.opentelemetry.sdk..", "io.opentelemetry.exporter..")
                .because("what leaves the process in traces can be read off one class"));
    }

    @Test
    void radioactivity_usesMarksOnlyAndTouchesNoFilesAndNoNetwork() {
        check(ours("dev.stillwatch.radioactivity..", "dev.stillwatch.marks..", EXCHANGE)
                .because("what a key's scores mean is settled there, and who gathers texts is another's matter"));
        check(noClasses()
                .that()
                .resideInAPackage("dev.stillwatch.radioactivity..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.util.random..")
                .because("the same texts and keys must give the same probability in a year"));
    }

    @Test
    void lineage_usesExchangeOnlyAndAsksNobody() {
        check(ours("dev.stillwatch.lineage..", EXCHANGE)
                .because("whom a model learnt from is computed from answers that somebody else read"));
        check(noClasses()
                .that()
                .resideInAPackage("dev.stillwatch.lineage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.time..")
                .because("the same answers and profiles must give the same result in a year"));
    }

    @Test
    void modules_haveNoCycles() {
        check(slices().matching("dev.stillwatch.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a module can be understood, built and tested with only those below it"));
    }

    @Test
    void nothing_logs() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.logging..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.System\\$Logger.*")
                .because("a log line is the likeliest way for a prompt to leave the process: what is said goes through"
                        + " the command's terminal, in words of Stillwatch's own"));
    }

    @Test
    void standardStreams_belongToTheTerminal() {
        check(noClasses()
                .that(not(resideInAPackage(CLI)
                        .and(DescribedPredicate.describe(
                                "the terminal",
                                (JavaClass type) -> type.getSimpleName().equals("Terminal")))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .because("standard output is a contract, and tests see only what goes through the terminal"));
    }
}
