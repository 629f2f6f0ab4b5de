// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.tracing;

import dev.stillwatch.distill.Inference;
import dev.stillwatch.distill.Llama;
import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.Schemes;
import dev.stillwatch.radioactivity.ClosedModelReading;
import dev.stillwatch.radioactivity.OpenModelReading;
import dev.stillwatch.radioactivity.RadioactivityResult;
import dev.stillwatch.radioactivity.RadioactivityResult.CurvePoint;
import dev.stillwatch.radioactivity.RadioactivityResult.Evidence;
import dev.stillwatch.radioactivity.RadioactivityTest;
import dev.stillwatch.radioactivity.RadioactivityTest.Plan;
import dev.stillwatch.radioactivity.Reference;
import dev.stillwatch.radioactivity.SuspectTally;
import dev.stillwatch.radioactivity.TextReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Trains students on a teacher's text of which a share is marked, and asks of each whether it was.
 *
 * <p>Arguments: the teacher in llama2.c's format, then any of {@code name=value}: see {@link Settings}. Each share is one
 * student; the decoy keys of all are the same. What is printed as bound is the rigorous one, log10.
 */
public final class RadioactivityBenchmark {
    /** Tokens of stories whose beginnings are the prompts, and which an open model reads. */
    private static final long OTHERS = 115_000;

    private final Settings settings;
    private final Inference teacher;
    private final Scheme scheme;
    private final KeyedScores keyed;
    private final MarkKey key;
    private final List<KeyedScores> decoys = new ArrayList<>();

    private RadioactivityBenchmark(Settings settings) {
        this.settings = settings;
        teacher = new Inference(settings.teacher());
        scheme = Schemes.byName(settings.scheme(), settings.parameters());
        key = scheme.drawKey(new Random(settings.key()));
        keyed = scheme.keyed(key);
        Random random = new Random(settings.key() + 1_000_000);
        for (int i = 0; i < settings.decoys(); i++) {
            decoys.add(scheme.keyed(scheme.drawKey(random)));
        }
    }

    /** Runs the benchmark and prints one block for each share. */
    public static void main(String[] arguments) throws IOException {
        new RadioactivityBenchmark(Settings.of(arguments)).run();
    }

    private void run() throws IOException {
        print("scheme %s %s, key %d, start %s", scheme.name(), scheme.parameters(), settings.key(), settings.start());
        List<Story> unmarked = kept(settings.tokens() + 10_000, 1);
        List<Story> others = kept(OTHERS, 2);
        print("unmarked text written: %,d tokens", Story.length(unmarked));
        Inference bystander = bystander();
        for (double share : settings.shares()) {
            student(share, unmarked, others, bystander);
        }
    }

    /** A student of other unmarked text, which the owner of the teacher can train as a reference. */
    private Inference bystander() throws IOException {
        List<Story> stories = Story.upTo(kept(settings.tokens(), 5), settings.tokens());
        return new Inference(trained("unmarked", stories, 7));
    }

    private Llama trained(String name, List<Story> stories, long seed) {
        Path file = settings.kept("student-" + name + ".bin");
        if (Files.exists(file)) {
            print("student %s read", name);
            return Llama.read(file);
        }
        long began = System.nanoTime();
        Llama trained = settings.train(stories, seed);
        print("student %s trained in %d s", name, (System.nanoTime() - began) / 1_000_000_000L);
        trained.write(file);
        return trained;
    }

    private List<Story> kept(long tokens, long seed) throws IOException {
        return Story.kept(settings.kept("stories-" + tokens + "-" + seed + ".txt"), teacher, tokens, seed);
    }

    private void student(double share, List<Story> unmarked, List<Story> others, Inference bystander) {
        List<Story> plain = share < 1 ? Story.upTo(unmarked, Math.round(settings.tokens() * (1 - share))) : List.of();
        List<Story> marked = share > 0 ? marked(unmarked, Math.round(settings.tokens() * share)) : List.of();
        List<Story> all = new ArrayList<>(plain);
        all.addAll(marked);
        print(
                "%nshare %.3f: trained on %,d unmarked and %,d marked tokens",
                share, Story.length(plain), Story.length(marked));
        Llama trained = trained(settings.key() + "-" + share, all, settings.key());
        Inference student = new Inference(trained);
        List<int[]> prompts = Story.beginnings(others, settings.asked());
        List<Story> says = new ArrayList<>();
        for (int round = 0; Story.length(says) < settings.read(); round++) {
            says.addAll(Story.continued(student, prompts, Optional.empty(), 4 + 100L * round));
        }
        List<Story> questions = Story.upTo(says, settings.read());
        report("closed, teacher", closed(questions, new ReadModel(teacher)));
        report("closed, unmarked student", closed(questions, new ReadModel(bystander)));
        report("closed, texts", closed(questions, texts(unmarked)));
        report("closed, none", closed(questions, Reference.NONE));
        List<Story> texts = others.subList(0, settings.openTexts());
        report("open, teacher", open(student, texts, teacher));
        report("open, unmarked student", open(student, texts, bystander));
    }

    private List<Story> marked(List<Story> unmarked, long tokens) {
        List<int[]> prompts = Story.beginnings(unmarked, settings.prompt());
        // A marked answer may end at once.
        int needed = (int) Math.min(prompts.size(), tokens / 30 + 20);
        return Story.upTo(
                Story.continued(teacher, prompts.subList(0, needed), Optional.of(scheme.sampler(key)), 3), tokens);
    }

    private TextReference texts(List<Story> unmarked) {
        TextReference reference = new TextReference(keyed.contextWidth() + 1);
        unmarked.forEach(story -> reference.add(story.tokens()));
        return reference;
    }

    private SuspectTally closed(List<Story> said, Reference reference) {
        ClosedModelReading reading = new ClosedModelReading(keyed.contextWidth(), reference, Optional.empty());
        said.forEach(story -> reading.add(story.prompt(), story.response()));
        return reading.tally();
    }

    private SuspectTally open(Inference student, List<Story> texts, Inference reference) {
        OpenModelReading reading =
                new OpenModelReading(keyed.contextWidth(), new ReadModel(student), new ReadModel(reference));
        texts.forEach(story -> reading.add(story.tokens()));
        return reading.tally();
    }

    private void report(String how, SuspectTally tally) {
        Plan plan = new Plan(settings.windows(), Plan.DEFAULT.enough(), Plan.DEFAULT.significance(), 1);
        RadioactivityResult result = new RadioactivityTest(plan).test(tally, keyed, decoys);
        Evidence evidence = result.evidence().orElseThrow();
        print(
                "%-16s %-14s %,d places, %,d in prompt, %,d windows: bound %.2f, estimate %.2f, z %.2f; once %.2f of %,d,"
                        + " mean %.4f; rank %.4f; KS %.3f; deviations of decoys %.2f to %.2f",
                how,
                result.outcome(),
                result.positions(),
                result.dropped().inPrompt(),
                evidence.weighed().windows(),
                evidence.weighed().bound().log10(),
                evidence.weighed().estimate().log10(),
                evidence.weighed().deviations(),
                evidence.once().exact().log10(),
                evidence.once().windows(),
                evidence.once().mean(),
                evidence.decoys().rankP(),
                evidence.decoys().uniform().p(),
                evidence.decoys().deviations().stream().min(Double::compare).orElseThrow(),
                evidence.decoys().deviations().stream().max(Double::compare).orElseThrow());
        StringBuilder curve = new StringBuilder("    windows:bound");
        for (CurvePoint point : evidence.curve()) {
            curve.append(String.format(
                    Locale.ROOT, " %d:%.1f", point.windows(), point.bound().log10()));
        }
        print("%s", curve);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
