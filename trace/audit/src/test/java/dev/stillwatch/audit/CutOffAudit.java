// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.corpus.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** An audit in a process of its own, which is killed as by {@code kill -9} when it comes to a row. */
final class CutOffAudit {
    private CutOffAudit() {}

    /** Arguments: the folder, the number of the row that kills, and the files. */
    public static void main(String[] arguments) throws InterruptedException {
        long last = Long.parseLong(arguments[1]);
        AtomicLong seen = new AtomicLong();
        List<Witness> witnesses = new ArrayList<>(DataSets.plan(1).witnesses());
        witnesses.set(0, new RowClaims() {
            @Override
            public List<Evidence> of(CorpusRecord record) {
                if (seen.incrementAndGet() == last) {
                    kill();
                }
                return super.of(record);
            }
        });
        AuditPlan plan = new AuditPlan(
                DataSets.plan(1).reading(), witnesses, DataSets.plan(1).pooled(), 1, 64 * 1024);
        List<DataFile> files =
                Stream.of(arguments).skip(2).map(Path::of).map(DataFile::of).toList();
        new Audit(files, plan, Path.of(arguments[0]), DataSets.SILENT).run();
    }

    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
