// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts questions to a suspect, several at a time, and keeps every answer in a file as it comes: who is cut off goes on
 * where he was. The file holds a JSON object a line, with {@code number}, {@code prompt} and {@code text}.
 */
final class SuspectInterview {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SuspectClient suspect;
    private final Path answers;
    private final int atOnce;

    SuspectInterview(SuspectClient suspect, Path answers, int atOnce) {
        this.suspect = suspect;
        this.answers = answers;
        this.atOnce = atOnce;
    }

    /**
     * Asks what has no answer yet.
     *
     * @return how many questions are still without one, as no more requests may be sent
     * @throws StillwatchException if the suspect fails, or the file cannot be written
     */
    int ask(List<String> questions, Progress progress) throws InterruptedException {
        Set<Integer> answered = answered(questions.size());
        List<Integer> open = new ArrayList<>();
        for (int number = 0; number < questions.size(); number++) {
            if (!answered.contains(number)) {
                open.add(number);
            }
        }
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger(answered.size());
        try (ExecutorService executor = Executors.newFixedThreadPool(atOnce)) {
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < atOnce; worker++) {
                running.add(executor.submit(() -> {
                    for (int i = next.getAndIncrement(); i < open.size(); i = next.getAndIncrement()) {
                        int number = open.get(i);
                        var answer = suspect.ask(questions.get(number));
                        if (answer.isEmpty()) {
                            return null;
                        }
                        keep(number, questions.get(number), answer.get());
                        progress.stage("Asking the suspect: " + done.incrementAndGet() + " of " + questions.size()
                                + " questions answered");
                    }
                    return null;
                }));
            }
            await(running, next, open.size());
        }
        return questions.size() - done.get();
    }

    /** Waits for all; the first failure lets nobody begin another question. */
    private static void await(List<Future<?>> running, AtomicInteger next, int end) throws InterruptedException {
        for (Future<?> worker : running) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                next.set(end);
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
    }

    private synchronized void keep(int number, String question, String answer) {
        String line = EvidenceJson.line(out -> {
            out.writeNumberProperty("number", number);
            out.writeStringProperty("prompt", question);
            out.writeStringProperty("text", answer);
        });
        try {
            Files.writeString(
                    answers, line, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new StillwatchException(answers + " cannot be written; check the path and its permissions", e);
        }
    }

    /** The numbers that have an answer; half a line, left by a process that was cut off, is taken away. */
    private Set<Integer> answered(int questions) {
        if (!Files.exists(answers)) {
            return Set.of();
        }
        Set<Integer> numbers = new HashSet<>();
        try (RandomAccessFile file = new RandomAccessFile(answers.toFile(), "rw")) {
            byte[] content = Files.readAllBytes(answers);
            int begin = 0;
            for (int end = 0; end < content.length; end++) {
                if (content[end] == '\n') {
                    int number = JSON.readTree(new String(content, begin, end - begin, StandardCharsets.UTF_8))
                            .path("number")
                            .asInt(-1);
                    if (number < 0 || number >= questions) {
                        throw others();
                    }
                    numbers.add(number);
                    begin = end + 1;
                }
            }
            file.setLength(begin);
        } catch (JacksonException e) {
            throw others();
        } catch (IOException e) {
            throw new StillwatchException(answers + " cannot be read; check the path and its permissions", e);
        }
        return numbers;
    }

    private StillwatchException others() {
        return new StillwatchException(
                answers + " holds something else than answers to these questions; name a new file by --answers");
    }
}
