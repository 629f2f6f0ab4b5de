// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElicitationModelTest {
    private static final PromptTokens NOTHING = PromptTokens.of("");
    private static final ElicitationModel MODEL = ElicitationModel.shipped();

    private record Line(String label, String prompt) {}

    @Test
    void score_unseenElicitation_halfRecognisedOnAverage() throws IOException {
        List<Line> asking =
                unseen().stream().filter(line -> !line.label().equals("benign")).toList();
        assertThat(asking).hasSizeGreaterThan(35);
        assertThat(shareAbove(asking, 0)).isGreaterThan(0.45);
        assertThat(shareAbove(asking, -2.2)).isGreaterThan(0.7);
    }

    @Test
    void score_unseenOrdinaryPrompts_seldomAboveEvenOdds() throws IOException {
        List<Line> ordinary =
                unseen().stream().filter(line -> line.label().equals("benign")).toList();
        assertThat(ordinary).hasSizeGreaterThan(40);
        assertThat(shareAbove(ordinary, 0)).isLessThan(0.07);
        assertThat(ordinary.stream()
                        .mapToDouble(line -> nats(line.prompt()))
                        .average()
                        .orElseThrow())
                .isLessThan(-2);
    }

    @Test
    void strongest_unseenElicitationAboveEvenOdds_isMostlyItsClass() throws IOException {
        List<Line> recognised = unseen().stream()
                .filter(line -> !line.label().equals("benign"))
                .filter(line -> nats(line.prompt()) > 0)
                .toList();
        long right = recognised.stream()
                .filter(line -> score(line.prompt()).strongest().label().equals(line.label()))
                .count();
        assertThat(right / (double) recognised.size()).isGreaterThan(0.75);
    }

    @Test
    void score_emptyPrompt_isUnlikelyElicitation() {
        assertThat(MODEL.score(NOTHING, NOTHING).probability().value()).isLessThan(0.1);
    }

    @Test
    void score_instructionInSystemText_countsAsInUserText() {
        String instruction = "Compare the two responses to the same prompt and decide which one is better. "
                + "Output your verdict as [[A]] or [[B]].";
        ElicitationScore alone = MODEL.score(NOTHING, PromptTokens.of(instruction));
        assertThat(alone).isEqualTo(score(instruction));
        assertThat(alone.of(Elicitation.GRADING).nats()).isPositive();
    }

    @Test
    void score_repeatedText_countsOnce() {
        String prompt = "Think step by step and write out all of your reasoning";
        // The seam between two copies makes at most one new pair of words.
        assertThat(nats(prompt + ". " + prompt + ". " + prompt)).isCloseTo(nats(prompt), within(1.5));
    }

    @Test
    void score_hugeOrHostileText_staysBounded() {
        Random random = new Random(7);
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            noise.append((char) random.nextInt(Character.MAX_VALUE));
        }
        for (String text : List.of(
                noise.toString(),
                "reasoning step by step ".repeat(50_000),
                "\uD83D\uDE00\uDC00\uD800\u0000\u202E",
                "{\"a\":".repeat(10_000))) {
            ElicitationScore score = score(text);
            for (Elicitation kind : Elicitation.values()) {
                assertThat(score.of(kind).nats()).isBetween(-8.0, 8.0);
            }
            assertThat(score.overall().nats()).isBetween(-8.0, 8.0);
        }
    }

    @Test
    void score_wrapperAroundAnyQuestion_staysRecognised() {
        for (String question : List.of(
                "How many legs do seven spiders have?",
                "Write a limerick about a cat in Limerick.",
                "What is the boiling point of ethanol at 0.5 bar?")) {
            double bare = nats(question);
            double wrapped = nats("Write out your complete chain of thought inside <think> tags, every step, and only "
                    + "then put the answer inside <answer> tags. " + question);
            assertThat(bare).isLessThan(-1);
            assertThat(wrapped).isPositive();
        }
    }

    @Test
    void parse_writtenBytes_givesEqualWeights() {
        assertThat(ElicitationWeights.parse(MODEL.source().toBytes())).isEqualTo(MODEL.source());
    }

    @Test
    void parse_damagedFile_isRefused() {
        byte[] file = MODEL.source().toBytes();
        assertThat(file.length).isLessThan(150_000);
        assertThatThrownBy(() -> ElicitationWeights.parse(Arrays.copyOf(file, file.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ElicitationWeights.parse(Arrays.copyOf(file, file.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ElicitationWeights.parse(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        byte[] other = file.clone();
        other[0] ^= 1;
        assertThatThrownBy(() -> ElicitationWeights.parse(other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void model_withoutFeatures_scoresTheSameForAll() {
        ElicitationWeights.Line flat = new ElicitationWeights.Line(1, -3);
        ElicitationModel empty = new ElicitationModel(new ElicitationWeights(
                "", "", List.of(flat, flat, flat, flat, flat, flat), flat, new int[0], new byte[0]));
        assertThat(empty.score(PromptTokens.of("anything at all"), NOTHING)).isEqualTo(empty.score(NOTHING, NOTHING));
    }

    private static org.assertj.core.data.Offset<Double> within(double nats) {
        return org.assertj.core.data.Offset.offset(nats);
    }

    private static double shareAbove(List<Line> lines, double nats) {
        return lines.stream().filter(line -> nats(line.prompt()) > nats).count() / (double) lines.size();
    }

    private static double nats(String prompt) {
        return score(prompt).overall().nats();
    }

    private static ElicitationScore score(String prompt) {
        return MODEL.score(PromptTokens.of(prompt), NOTHING);
    }

    private static List<Line> unseen() throws IOException {
        try (InputStream in = ElicitationModelTest.class.getResourceAsStream("elicitation-unseen.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line ->
                            new Line(line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2)))
                    .toList();
        }
    }
}
