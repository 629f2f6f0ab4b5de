// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The manifests and the image's recipe name what this build has.
 *
 * <p>The operator's own schema is not in reach of the build: the fields and values that it allows (operator 1.13 to 1.16) are
 * written down here.
 */
class KubernetesManifestTest {
    private static final Path DEPLOY = Path.of("../../deploy");

    private static final Set<String> SPEC = Set.of(
            "flinkConfiguration",
            "flinkVersion",
            "image",
            "imagePullPolicy",
            "ingress",
            "job",
            "jobManager",
            "logConfiguration",
            "mode",
            "podTemplate",
            "restartNonce",
            "serviceAccount",
            "taskManager");
    private static final Set<String> JOB = Set.of(
            "allowNonRestoredState",
            "args",
            "autoscalerResetNonce",
            "checkpointTriggerNonce",
            "entryClass",
            "initialSavepointPath",
            "jarURI",
            "parallelism",
            "savepointRedeployNonce",
            "savepointTriggerNonce",
            "state",
            "upgradeMode");
    /** Flink's classes of options that the manifest takes from. */
    private static final List<Class<?>> OPTIONS = List.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            HighAvailabilityOptions.class,
            PipelineOptions.class,
            RestartStrategyOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class,
            WebOptions.class);

    /** Those of the operator, which it takes from the same place. */
    private static final Set<String> OPERATORS = Set.of(
            "kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age",
            "kubernetes.operator.periodic.savepoint.interval");

    private static List<Map<?, ?>> documents(String name) throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        String text = Files.readString(DEPLOY.resolve("kubernetes").resolve(name));
        new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
                .loadAllFromString(text)
                .forEach(each -> documents.add((Map<?, ?>) each));
        return documents;
    }

    private static Object at(Object from, Object... path) {
        Object reached = from;
        for (Object step : path) {
            reached = step instanceof Integer place ? ((List<?>) reached).get(place) : ((Map<?, ?>) reached).get(step);
            assertThat(reached).as("%s of %s", step, List.of(path)).isNotNull();
        }
        return Objects.requireNonNull(reached);
    }

    private static Map<?, ?> deployment() throws IOException {
        return documents("stillwatch-flink.yaml").stream()
                .filter(each -> "FlinkDeployment".equals(each.get("kind")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(Object::toString).toList();
    }

    private static Set<String> keys(Object map) {
        Set<String> keys = new HashSet<>();
        ((Map<?, ?>) map).keySet().forEach(key -> keys.add(key.toString()));
        return keys;
    }

    private static Configuration configuration() throws IOException {
        Configuration all = new Configuration();
        ((Map<?, ?>) at(deployment(), "spec", "flinkConfiguration"))
                .forEach((key, value) -> all.setString(key.toString(), value.toString()));
        return all;
    }

    @Test
    void deployment_holdsFieldsAndValuesOfTheOperator() throws IOException {
        Map<?, ?> deployment = deployment();

        assertThat(deployment.get("apiVersion")).isEqualTo("flink.apache.org/v1beta1");
        assertThat(SPEC).containsAll(keys(at(deployment, "spec")));
        assertThat(JOB).containsAll(keys(at(deployment, "spec", "job")));
        String line = EnvironmentInformation.getVersion().replaceFirst("^(\\d+)\\.(\\d+).*", "v$1_$2");
        assertThat(at(deployment, "spec", "flinkVersion")).isEqualTo(line);
        assertThat(at(deployment, "spec", "mode")).isIn("native", "standalone");
        assertThat(at(deployment, "spec", "job", "upgradeMode")).isEqualTo("last-state");
        assertThat(at(deployment, "spec", "job", "state")).isEqualTo("running");
        for (String manager : List.of("jobManager", "taskManager")) {
            assertThat(keys(at(deployment, "spec", manager))).isSubsetOf("replicas", "resource", "podTemplate");
            assertThat(at(deployment, "spec", manager, "resource", "cpu")).isInstanceOf(Number.class);
            assertThat(MemorySize.parse(at(deployment, "spec", manager, "resource", "memory")
                                    .toString())
                            .getMebiBytes())
                    .isGreaterThanOrEqualTo(1024);
        }
    }

    @Test
    void flinkConfiguration_namesOptionsOfThisFlink_andTheirValuesAreRead() throws Exception {
        Set<String> known = new HashSet<>(OPERATORS);
        Configuration all = configuration();
        for (Class<?> options : OPTIONS) {
            for (Field field : options.getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof ConfigOption<?> option) {
                    known.add(option.key());
                    all.getOptional(option);
                }
            }
        }

        assertThat(known).containsAll(all.keySet());
        assertThat(all.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(Duration.ofMinutes(1));
        assertThat(all.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(JobStart.MOST_TASKS);
        assertThat(all.get(WebOptions.SUBMIT_ENABLE)).isFalse();
        assertThat(all.get(RestartStrategyOptions.RESTART_STRATEGY))
                .isEqualTo(RestartStrategyOptions.RestartStrategyType.EXPONENTIAL_DELAY.getMainValue());
    }

    @Test
    void flinkConfiguration_opensOfJavaWhatTheTestsRunWith() throws IOException {
        String script = Files.readString(DEPLOY.resolve("local/cluster.sh"));
        List<String> words =
                List.of(configuration().get(CoreOptions.FLINK_JVM_OPTIONS).split(" "));

        assertThat(words).hasSize(5).allMatch(script::contains);
    }

    @Test
    void job_namesAProgramOfThisBuild_andArgumentsItTakes() throws Exception {
        Object job = at(deployment(), "spec", "job");

        assertThat(at(job, "entryClass")).isEqualTo(DetectionProgram.class.getName());
        assertThat(DetectionProgram.class.getMethod("main", String[].class)).isNotNull();
        JobSettings settings = JobArguments.settings(texts(at(job, "args")).toArray(String[]::new));
        assertThat(settings).isEqualTo(JobSettings.of(settings.kafka()));
        String version = firstMatch("<version>([^<]+)</version>", Files.readString(Path.of("pom.xml")));
        assertThat(at(job, "jarURI")).isEqualTo("local:///opt/flink/usrlib/stillwatch-flink-" + version + ".jar");
        int slots = Integer.parseInt(
                configuration().get(TaskManagerOptions.NUM_TASK_SLOTS).toString());
        assertThat((Integer) at(job, "parallelism") % slots).isZero();
    }

    @Test
    void pods_runAsNobodySpecial_andWriteOnlyWhereTheyMust() throws IOException {
        Object pod = at(deployment(), "spec", "podTemplate", "spec");
        Object container = at(pod, "containers", 0);

        assertThat(at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
        assertThat(at(container, "name")).isEqualTo("flink-main-container");
        assertThat(at(container, "securityContext", "readOnlyRootFilesystem")).isEqualTo(true);
        assertThat(at(container, "securityContext", "allowPrivilegeEscalation")).isEqualTo(false);
        assertThat(at(container, "securityContext", "capabilities", "drop")).isEqualTo(List.of("ALL"));
        List<String> mounted = ((List<?>) at(container, "volumeMounts"))
                .stream().map(each -> at(each, "mountPath").toString()).toList();
        assertThat(mounted).containsExactly(configuration().get(CoreOptions.TMP_DIRS), "/opt/flink/log");
        assertThat(((List<?>) at(container, "volumeMounts")).stream().map(each -> at(each, "name")))
                .containsExactlyElementsOf(((List<?>) at(pod, "volumes"))
                        .stream().map(each -> at(each, "name")).toList());
        String user = at(pod, "securityContext", "runAsUser").toString();
        assertThat(Files.readString(DEPLOY.resolve("image/Dockerfile"))).contains("USER " + user + ":" + user);
    }

    @Test
    void parts_nameOneAnother() throws IOException {
        List<Map<?, ?>> all = documents("stillwatch-flink.yaml");

        assertThat(all.stream().map(each -> at(each, "kind")))
                .containsExactly("ServiceAccount", "Role", "RoleBinding", "FlinkDeployment", "NetworkPolicy");
        assertThat(all.stream().map(each -> at(each, "metadata", "namespace"))).containsOnly("stillwatch");
        assertThat(at(deployment(), "spec", "serviceAccount")).isEqualTo(at(all.getFirst(), "metadata", "name"));
        assertThat(at(all.get(2), "roleRef", "name")).isEqualTo(at(all.get(1), "metadata", "name"));
        assertThat(at(all.get(2), "subjects", 0, "name")).isEqualTo(at(all.getFirst(), "metadata", "name"));
        // The operator labels pods with the deployment's name.
        assertThat(at(all.getLast(), "spec", "podSelector", "matchLabels", "app"))
                .isEqualTo(at(deployment(), "metadata", "name"));
    }

    @Test
    void topics_areThoseThatTheCommandMakes() throws IOException {
        JobSettings usual = JobSettings.of(KafkaAccess.open("kafka:9092"));
        List<Map<?, ?>> topics = documents("topics.yaml");

        assertThat(topics.stream().map(each -> at(each, "metadata", "name")))
                .containsExactly(usual.exchanges(), usual.accounts(), usual.campaigns(), usual.assessments());
        for (Map<?, ?> topic : topics) {
            boolean findings = !at(topic, "metadata", "name").equals(usual.exchanges());
            assertThat(KafkaTopics.policy(usual, findings))
                    .allSatisfy((key, value) -> assertThat(
                                    at(topic, "spec", "config", key).toString())
                            .isEqualTo(value));
        }
    }

    @Test
    void recipe_takesThisFlink_andShellThatCanBeRead() throws Exception {
        String recipe = Files.readString(DEPLOY.resolve("image/Dockerfile"));
        String flink = firstMatch("<flink.version>([^<]+)<", Files.readString(Path.of("../../pom.xml")));

        assertThat(recipe)
                .contains(
                        "FROM flink:" + flink + "-",
                        "flink-s3-fs-presto-" + flink + ".jar",
                        "FROM eclipse-temurin:25-");
        Matcher runs = Pattern.compile("(?m)^RUN ((?:.*\\\\\\n)*.*)$").matcher(recipe);
        int count = 0;
        for (; runs.find(); count++) {
            Process shell = new ProcessBuilder("sh", "-n", "-c", runs.group(1))
                    .redirectErrorStream(true)
                    .start();
            assertThat(shell.waitFor()).as(runs.group(1)).isZero();
        }
        assertThat(count).isEqualTo(2);
    }

    private static String firstMatch(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}
