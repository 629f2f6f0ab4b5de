// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.evidence.Checkpoint;
import dev.stillwatch.evidence.Finding;
import dev.stillwatch.evidence.PublishedLog;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The signed log of everything that was decided: what it holds, whether it holds, and proofs to take away. */
final class EvidenceLogScreen implements Screen {
    private static final String PLACE = "evidence-log";
    private static final int ROWS_EACH = 50;

    private final Optional<Parts> parts;

    /** The log and what works on it. */
    private record Parts(EvidenceParts evidence, RecentCheck recent, FullVerification full, LogEntries entries) {}

    EvidenceLogScreen(ConsoleParts parts) {
        this.parts = parts.evidence()
                .map(evidence -> new Parts(
                        evidence,
                        new RecentCheck(evidence),
                        new FullVerification(evidence, parts.clock()),
                        new LogEntries(evidence.records(), System::nanoTime)));
    }

    /**
     * The page.
     *
     * @param trouble what is wrong with the newest part, with the place; empty while nothing is
     * @param verdict what was checked when this page was made, in a sentence
     * @param witnesses names in further signature lines of the checkpoint
     * @param searched for what, if for anything
     */
    record Model(
            Optional<String> trouble,
            String verdict,
            Map<String, String> facts,
            List<String> witnesses,
            Full full,
            String searched,
            Listed listed,
            List<String> commands) {}

    /** Rows, and what to know about them. */
    record Listed(List<LogEntries.Row> rows, String summary, Pages pages) {}

    /**
     * The whole log read again.
     *
     * @param percent how far it has come; empty while it does not run
     * @param findings what is wrong, with places
     */
    record Full(String words, boolean broken, Optional<Integer> percent, List<String> findings, boolean mayBegin) {}

    @Override
    public void mount(Routes routes) {
        routes.get("/console/evidence-log", Role.VIEWER, visit -> with(one -> page(one, visit)))
                .get("/console/evidence-log/checkpoint", Role.VIEWER, _ -> with(EvidenceLogScreen::checkpoint))
                .get("/console/evidence-log/entries/:index/proof", Role.VIEWER, visit -> with(one -> proof(one, visit)))
                .get("/console/evidence-log/verification", Role.VIEWER, visit -> with(one -> full(one, visit)))
                .post(
                        "/console/evidence-log/verification",
                        Role.ADMINISTRATOR,
                        visit -> with(one -> {
                            one.full().begin(visit.user().name());
                            return new Reply.Elsewhere("/console/evidence-log");
                        }));
    }

    private interface OverLog {
        Reply of(Parts parts);
    }

    private Reply with(OverLog answer) {
        return parts.map(answer::of)
                .orElseGet(() -> new Reply.Page(
                        "notice",
                        PLACE,
                        "Evidence log",
                        new Reply.Notice("Evidence log", "This service keeps no evidence log.")));
    }

    private static Reply page(Parts parts, Visit visit) {
        RecentCheck.Found recent = parts.recent().look(visit.now());
        String searched =
                visit.query("about").map(text -> text.toUpperCase(Locale.ROOT)).orElse("");
        return new Reply.Page(
                PLACE,
                "Evidence log",
                new Model(
                        recent.trouble().map(VisibleText::of),
                        verdict(recent),
                        facts(parts.evidence(), recent.checkpoint()),
                        witnesses(parts.evidence(), recent.checkpoint()),
                        full(parts.full().state(), visit.may(Role.ADMINISTRATOR)),
                        PackView.shown(searched, 80),
                        recent.checkpoint().isPresent()
                                ? listed(parts, visit, searched)
                                : new Listed(
                                        List.of(),
                                        "Nothing is listed from a log whose checkpoint does not hold.",
                                        one()),
                        commands(parts.evidence())));
    }

    private static Pages one() {
        return Pages.of(1, 0, ROWS_EACH, "");
    }

    private static String verdict(RecentCheck.Found recent) {
        long size = recent.checkpoint().map(Checkpoint::size).orElse(0L);
        return size == 0
                ? "The log holds nothing yet. Its checkpoint is signed by the log's key."
                : "The checkpoint is signed by the log's key, and "
                        + (recent.from() == 0
                                ? "all " + Figures.grouped(size) + " entries fit it."
                                : "the newest " + Figures.grouped(size - recent.from()) + " entries fit it; the "
                                        + Figures.grouped(recent.from())
                                        + " before them were not looked at for this page.");
    }

    private static Map<String, String> facts(EvidenceParts evidence, Optional<Checkpoint> checkpoint) {
        FactList facts = new FactList();
        checkpoint.ifPresent(signed -> {
            facts.add("Entries", Figures.grouped(signed.size()));
            facts.add("Root hash", signed.root().base64());
        });
        facts.add("Signed by", evidence.key().name());
        facts.add("Verifier key", evidence.key().toString());
        facts.add("Folder", VisibleText.of(evidence.log().toString()));
        return facts.map();
    }

    private static List<String> witnesses(EvidenceParts evidence, Optional<Checkpoint> checkpoint) {
        return checkpoint.map(Checkpoint::signers).orElse(List.of()).stream()
                .filter(name -> !name.equals(evidence.key().name()))
                .map(name -> PackView.shown(name, 200))
                .distinct()
                .toList();
    }

    private static List<String> commands(EvidenceParts evidence) {
        String log = PolicyScreen.quoted(evidence.log().toString());
        String key = PolicyScreen.quoted(evidence.keyFile().toString());
        return List.of(
                "stillwatch evidence verify " + log + " --log-key " + key,
                "stillwatch evidence verify 17.tlog-proof --log-key " + key,
                "stillwatch evidence witness " + log + " --log-key " + key
                        + " --key witness.key --memory seen --out cosigned");
    }

    private static Listed listed(Parts parts, Visit visit, String searched) {
        try {
            PublishedLog log =
                    PublishedLog.open(parts.evidence().log(), parts.evidence().key());
            long size = log.checkpoint().size();
            if (!searched.isEmpty()) {
                return found(parts, log, searched);
            }
            Pages pages = Pages.of(visit.page(), size, ROWS_EACH, "/console/evidence-log?page=");
            long to = size - pages.from();
            List<LogEntries.Row> rows = parts.entries().rows(log, Math.max(0, to - ROWS_EACH), to);
            return new Listed(rows, size == 0 ? "No entries yet." : "", pages);
        } catch (StillwatchException e) {
            return new Listed(
                    List.of(),
                    "These entries cannot be shown: " + VisibleText.of(String.valueOf(e.getMessage())),
                    one());
        }
    }

    private static Listed found(Parts parts, PublishedLog log, String searched) {
        if (!LogEntries.ID.matcher(searched).matches()) {
            return new Listed(
                    List.of(), "Search for the id of a case or an action, such as C-2026-0042 or A-2026-0007.", one());
        }
        LogEntries.Found found = parts.entries().search(log, searched);
        String of = found.searched() < found.all()
                ? "the newest " + Figures.grouped(found.searched()) + " of " + Figures.grouped(found.all()) + " entries"
                : Figures.grouped(found.all()) + " entries";
        return new Listed(
                found.rows(),
                Figures.grouped(found.rows().size()) + " of " + of + " name " + searched
                        + ". Entries whose record was erased cannot be found this way.",
                one());
    }

    private static Reply full(Parts parts, Visit visit) {
        return new Reply.Part("evidence-full", full(parts.full().state(), visit.may(Role.ADMINISTRATOR)));
    }

    static Full full(FullVerification.State state, boolean may) {
        return switch (state) {
            case FullVerification.State.Never _ ->
                new Full(
                        "The whole log was not read again since the service started.",
                        false,
                        Optional.empty(),
                        List.of(),
                        may);
            case FullVerification.State.Running(String who, var since, long done, long total) ->
                new Full(
                        "Reading since " + Figures.minute(since) + ", for " + PackView.shown(who, 100) + ": "
                                + Figures.grouped(done) + " of " + (total == 0 ? "?" : Figures.grouped(total))
                                + " entries.",
                        false,
                        Optional.of(total == 0 ? 0 : (int) (100 * done / total)),
                        List.of(),
                        false);
            case FullVerification.State.Failed(String who, var since, String why) ->
                new Full(
                        "Begun " + Figures.minute(since) + " for " + PackView.shown(who, 100) + ", not ended: "
                                + VisibleText.of(why),
                        true,
                        Optional.empty(),
                        List.of(),
                        may);
            case FullVerification.State.Done done -> done(done, may);
        };
    }

    private static Full done(FullVerification.State.Done done, boolean may) {
        boolean intact = done.result().intact();
        String took = Figures.duration(Duration.between(done.since(), done.until()));
        return new Full(
                (intact ? "Intact: " : "Broken: ") + Figures.count(done.result().verified(), "entry") + " read in "
                        + took
                        + ", begun " + Figures.minute(done.since()) + " for " + PackView.shown(done.who(), 100) + "."
                        + (done.result().pending() > 0
                                ? " " + Figures.grouped(done.result().pending()) + " more waited to be signed."
                                : "")
                        + done.result().notes().stream()
                                .map(note -> " " + PackView.shown(note, 300) + ".")
                                .reduce("", String::concat),
                !intact,
                Optional.empty(),
                done.result().findings().stream()
                        .limit(20)
                        .map(EvidenceLogScreen::words)
                        .toList(),
                may);
    }

    private static String words(Finding finding) {
        String entry = finding.entry().isPresent()
                ? "Entry " + Figures.grouped(finding.entry().getAsLong()) + ", "
                : "";
        return PackView.shown(entry + finding.file() + ": " + finding.what(), 500);
    }

    private static Reply checkpoint(Parts parts) {
        Checkpoint checkpoint = PublishedLog.open(
                        parts.evidence().log(), parts.evidence().key())
                .checkpoint();
        return new Reply.File("checkpoint", "text/plain; charset=utf-8", checkpoint.toString());
    }

    private static Reply proof(Parts parts, Visit visit) {
        String index = visit.part("index");
        if (!index.matches("[0-9]{1,18}")) {
            return new Reply.Refused(404, "Entries are counted from 0; this is no number of one.");
        }
        PublishedLog log =
                PublishedLog.open(parts.evidence().log(), parts.evidence().key());
        long number = Long.parseLong(index);
        if (number >= log.checkpoint().size()) {
            return new Reply.Refused(404, "The log has no such entry, or has not signed it yet.");
        }
        return new Reply.File(
                number + ".tlog-proof",
                "text/plain; charset=utf-8",
                log.prove(number, log.checkpoint()).toString());
    }
}
