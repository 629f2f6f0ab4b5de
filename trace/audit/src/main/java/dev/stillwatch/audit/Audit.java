// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRows;
import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.corpus.FileLayout;
import dev.stillwatch.corpus.Position;
import dev.stillwatch.corpus.RowBatch;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads data sets and writes what it finds to a folder. Memory is bounded by the longest rows, not by the files.
 *
 * <p>One thread reads, others look at rows, and what they see is counted in the order of the rows. How far it has come is
 * kept in the folder now and then; after a break, another {@link #run} with the same plan and files goes on from there
 * and ends with the same bytes.
 */
public final class Audit {
    private final List<DataFile> files;
    private final AuditPlan plan;
    private final Path folder;
    private final AuditProgress progress;
    private final Map<DataFile, Optional<FileLayout>> layouts = new LinkedHashMap<>();
    private Tallies tallies = new Tallies();
    private long rows;
    private long uncheckedBytes;

    /** An audit of files that writes to a folder, which is made where it is missing. */
    public Audit(List<DataFile> files, AuditPlan plan, Path folder, AuditProgress progress) {
        this.files = List.copyOf(files);
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
    }

    /** Forgets an audit that was cut off in a folder. */
    public static void forget(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(Checkpoint.NAME));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Reads all that was not read yet. The findings lie under a temporary name until {@link AuditFolder#finish}.
     *
     * @throws StillwatchException if a file cannot be read, has changed, or the folder cannot be written
     */
    public AuditSummary run() throws InterruptedException {
        for (DataFile file : files) {
            layouts.put(file, FileLayout.of(file, plan.reading()));
        }
        Optional<Checkpoint> before = Checkpoint.in(folder);
        before.ifPresent(each -> {
            each.fits(folder, plan.fingerprint(), files);
            tallies = new Tallies(each.tallies());
            if (each.file() < files.size()) {
                progress.goesOn(files.get(each.file()).name(), each.row());
            }
        });
        try {
            Files.createDirectories(folder);
            try (FindingsFile findings = FindingsFile.open(
                            folder, before.map(Checkpoint::findingsBytes).orElse(0L));
                    ExecutorService workers = Executors.newFixedThreadPool(plan.threads())) {
                try {
                    for (int i = before.map(Checkpoint::file).orElse(0); i < files.size(); i++) {
                        Position from = before.filter(atFile(i))
                                .map(Checkpoint::position)
                                .orElse(Position.START);
                        read(i, from, findings, workers);
                    }
                } finally {
                    workers.shutdownNow();
                }
                checkpoint(files.size(), Position.START, findings);
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        return summary();
    }

    private static java.util.function.Predicate<Checkpoint> atFile(int index) {
        return checkpoint -> checkpoint.file() == index;
    }

    /** Rows that were handed to a worker, and where reading goes on after them. */
    private record Handed(Future<List<RowResult>> results, Optional<Position> next, long bytesRead) {}

    private void read(int index, Position from, FindingsFile findings, ExecutorService workers)
            throws IOException, InterruptedException {
        DataFile file = files.get(index);
        Optional<FileLayout> layout = layouts.getOrDefault(file, Optional.empty());
        if (layout.isEmpty()) {
            return;
        }
        Queue<Handed> handed = new ArrayDeque<>();
        try (CorpusRows rowsOfFile = CorpusRows.open(file, layout.get(), plan.reading(), from)) {
            long last = rowsOfFile.bytesRead();
            Optional<RowBatch> batch = rowsOfFile.next();
            while (batch.isPresent() || !handed.isEmpty()) {
                if (batch.isPresent()) {
                    RowBatch given = batch.get();
                    handed.add(new Handed(workers.submit(() -> look(given)), given.next(), rowsOfFile.bytesRead()));
                    batch = rowsOfFile.next();
                }
                if (handed.size() > 2 * plan.threads() || batch.isEmpty()) {
                    Handed first = handed.remove();
                    count(first, findings);
                    uncheckedBytes += first.bytesRead() - last;
                    last = first.bytesRead();
                    progress.read(file.name(), bytesBefore(index) + last, bytesBefore(files.size()), rows);
                    if (uncheckedBytes >= plan.checkpointBytes() && first.next().isPresent()) {
                        checkpoint(index, first.next().get(), findings);
                    }
                }
            }
        }
        if (!file.unchanged()) {
            throw new StillwatchException(
                    file.name() + " has changed while it was read; audit it again when nobody writes to it");
        }
    }

    private List<RowResult> look(RowBatch batch) {
        List<RowResult> results = new ArrayList<>();
        batch.read(outcome -> results.add(RowResult.of(outcome, plan)));
        return results;
    }

    private void count(Handed batch, FindingsFile findings) throws IOException, InterruptedException {
        for (RowResult result : results(batch)) {
            rows++;
            switch (result) {
                case RowResult.Unread unread -> tallies.unread(unread);
                case RowResult.Seen seen -> {
                    tallies.seen(seen);
                    if (!seen.finding().evidence().isEmpty()) {
                        findings.add(FindingJson.line(seen.finding()));
                    }
                }
            }
        }
    }

    private static List<RowResult> results(Handed batch) throws InterruptedException {
        try {
            return batch.results().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void checkpoint(int file, Position position, FindingsFile findings) throws IOException {
        new Checkpoint(
                        Checkpoint.VERSION,
                        plan.fingerprint(),
                        files.stream().map(Checkpoint.Known::of).toList(),
                        file,
                        position.offset(),
                        position.row(),
                        findings.flush(),
                        tallies.kept())
                .write(folder);
        uncheckedBytes = 0;
    }

    private long bytesBefore(int index) {
        return files.subList(0, index).stream().mapToLong(DataFile::size).sum();
    }

    private AuditSummary summary() {
        List<AuditSummary.FileFacts> facts = layouts.entrySet().stream()
                .map(each -> new AuditSummary.FileFacts(
                        each.getKey().name(),
                        each.getKey().size(),
                        each.getValue().map(layout -> layout.shape().label()).orElse("empty"),
                        each.getKey().head()))
                .toList();
        Tallies.Kept kept = tallies.kept();
        List<SourceSummary> sources = new ArrayList<>();
        kept.sources().forEach((name, counts) -> sources.add(SourceSummary.of(name, counts, plan.pooled())));
        return new AuditSummary(facts, plan.titles(), sources, kept.unread(), kept.malformed(), List.of());
    }

    private static StillwatchException unwritable(Path folder, IOException cause) {
        return new StillwatchException(
                "cannot write the audit to " + folder + "; free space or permission there, or name another folder with"
                        + " --out",
                cause);
    }
}
