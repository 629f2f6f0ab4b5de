// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * The folder a scan leaves: written whole, and read back one account or campaign at a time.
 *
 * <p>Immutable; reading keeps nothing between calls, so an instance may be shared between threads.
 */
public final class ReportFolder {
    /** One row for every account seen. */
    public static final String ACCOUNTS = "accounts.csv";
    /** The groups found, worst first. */
    public static final String CAMPAIGNS = "campaigns.json";
    /** One line of evidence for every account seen. */
    public static final String EVIDENCE = "evidence.jsonl";
    /** What the verdicts rest on. */
    public static final String CALIBRATION = "calibration.json";
    /** The page for people. */
    public static final String PAGE = "report.html";

    private final Path folder;

    private ReportFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes all files of a report, creating the folder where it is missing and replacing an earlier report in it.
     *
     * <p>Every file is complete before the first one takes its name: a failure leaves an earlier report as it was.
     *
     * @throws StillwatchException if the folder cannot be written
     */
    public static void write(Assessment assessment, ScanFacts facts, Path folder) {
        try (StagedFiles files = new StagedFiles(folder)) {
            files.write(ACCOUNTS, out -> AccountsCsv.write(assessment.accounts(), out));
            files.write(CAMPAIGNS, out -> CampaignsFile.write(assessment.campaigns(), out));
            files.write(EVIDENCE, out -> EvidenceFile.write(assessment.accounts(), out));
            files.write(CALIBRATION, out -> {
                try (JsonGenerator json = Json.compact(out)) {
                    CalibrationJson.write(
                            json, new CalibrationJson.Grounds(assessment.calibration(), facts, assessment.missing()));
                    json.writeRaw('\n');
                }
            });
            files.write(PAGE, out -> out.write(ReportPage.of(assessment, facts).getBytes(StandardCharsets.UTF_8)));
            files.commit();
        }
    }

    /**
     * A folder that {@link #write} has filled.
     *
     * @throws StillwatchException if it holds no report
     */
    public static ReportFolder open(Path folder) {
        for (String name : new String[] {EVIDENCE, CAMPAIGNS, CALIBRATION}) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new StillwatchException("no report in " + folder + ": " + name
                        + " is missing; run stillwatch scan --out " + folder + " first, or name the folder it wrote");
            }
        }
        return new ReportFolder(folder);
    }

    /**
     * Why an account was judged as it was: one pass over the evidence, memory for one account and its campaign.
     *
     * @throws StillwatchException if the report holds no such account, naming the nearest ones, or is damaged
     */
    public Explanation.OfAccount account(String id) {
        CalibrationJson.Grounds grounds = grounds();
        NearestIds nearest = new NearestIds(id);
        AccountAssessment account = read(EVIDENCE, in -> EvidenceFile.find(id, in, nearest))
                .orElseThrow(() -> unknown("account", id, nearest, ACCOUNTS));
        Optional<Campaign> campaign = account.campaign()
                .flatMap(name -> read(CAMPAIGNS, in -> CampaignsFile.find(name, in, new NearestIds(name))));
        return new Explanation.OfAccount(account, campaign, grounds.calibration(), grounds.facts());
    }

    /**
     * Why a campaign was judged as it was; memory for that campaign.
     *
     * @throws StillwatchException if the report holds no such campaign, naming the nearest ones, or is damaged
     */
    public Explanation.OfCampaign campaign(String id) {
        CalibrationJson.Grounds grounds = grounds();
        NearestIds nearest = new NearestIds(id);
        Campaign campaign = read(CAMPAIGNS, in -> CampaignsFile.find(id, in, nearest))
                .orElseThrow(() -> unknown("campaign", id, nearest, CAMPAIGNS));
        return new Explanation.OfCampaign(campaign, grounds.calibration(), grounds.facts());
    }

    /**
     * All groups found, worst first; memory for all of them.
     *
     * @throws StillwatchException if the report is damaged
     */
    public List<Campaign> campaigns() {
        List<Campaign> all = new ArrayList<>();
        eachCampaign(all::add);
        return all;
    }

    /**
     * Hands over every account, in the order in which they were written; memory for one.
     *
     * @throws StillwatchException if the report is damaged
     */
    public void eachAccount(Consumer<AccountAssessment> accounts) {
        read(EVIDENCE, in -> {
            EvidenceFile.each(in, accounts);
            return ReportFolder.this;
        });
    }

    /**
     * Hands over every group found, worst first; memory for one.
     *
     * @throws StillwatchException if the report is damaged
     */
    public void eachCampaign(Consumer<Campaign> campaigns) {
        read(CAMPAIGNS, in -> {
            CampaignsFile.each(in, campaigns);
            return ReportFolder.this;
        });
    }

    private CalibrationJson.Grounds grounds() {
        return read(CALIBRATION, in -> {
            try (JsonParser parser = Json.parser(in)) {
                parser.nextToken();
                return CalibrationJson.read(JsonObject.read(parser));
            } catch (JacksonException e) {
                throw new DamagedFile(1, "it is not JSON");
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new DamagedFile(1, String.valueOf(e.getMessage()));
            }
        });
    }

    private interface Reading<T> {
        T from(InputStream in) throws IOException;
    }

    private <T> T read(String name, Reading<T> reading) {
        Path file = folder.resolve(name);
        try (InputStream in = Files.newInputStream(file)) {
            return reading.from(in);
        } catch (DamagedFile e) {
            throw new StillwatchException(
                    file + ", line " + e.line() + " is damaged: " + e.getMessage()
                            + "; run stillwatch scan again to write the report anew",
                    e);
        } catch (NoSuchFileException e) {
            throw new StillwatchException(file + " is missing; run stillwatch scan again to write it", e);
        } catch (IOException e) {
            throw new StillwatchException(
                    "cannot read " + file + ": " + e.getMessage() + "; check that you may read it", e);
        }
    }

    private StillwatchException unknown(String what, String id, NearestIds nearest, String listedIn) {
        String near =
                nearest.ids().isEmpty() ? "none is near that name" : "nearest: " + String.join(", ", nearest.ids());
        return new StillwatchException("no " + what + " " + VisibleText.shortened(id, 80) + " in " + folder + "; "
                + near + "; all are listed in " + folder.resolve(listedIn));
    }
}
