// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.report.AssessmentRecords.Line;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was judged elsewhere comes to one follower at a time, whole. */
@Timeout(120)
class FindingsFollowerTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(300);
    private static final Assessment FIRST = Setting.assessed(Setting.digests(400));
    private static final Assessment SECOND = Setting.assessed(Setting.digests(600));

    /** One gateway. */
    private static final class Desk implements FindingsListener, AutoCloseable {
        record Handed(Assessment assessment, Instant until) {}

        final List<Handed> handed = new CopyOnWriteArrayList<>();
        final List<String> found = new CopyOnWriteArrayList<>();
        final List<String> noticed = new CopyOnWriteArrayList<>();
        final FindingsFollower follower;
        private final String name;
        private volatile GroupMemory memory;

        Desk(String name, Broker broker, KafkaSettings.Topics topics) {
            this.name = name;
            this.follower = FindingsFollower.start(
                    new KafkaSettings(
                            broker.address,
                            topics,
                            topics.accounts(),
                            Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "300")),
                    Setting.LIVE,
                    InstantSource.system(),
                    this);
        }

        @Override
        public void takesOver(GroupMemory memory) {
            this.memory = memory;
            found.add(memory.text());
        }

        @Override
        public void assessed(Assessment assessment, Instant until) {
            memory.replace("by " + name);
            handed.add(new Handed(assessment, until));
        }

        @Override
        public void noticed(String what) {
            noticed.add(what);
        }

        @Override
        public void close() {
            follower.close();
        }
    }

    @Test
    void follow_timesInterleavedAndHalfAnAssessmentAtTheEnd_handsOutWhatIsWholeAndTheNextTheRest() throws Exception {
        Broker broker = Setting.broker();
        KafkaSettings.Topics topics = Setting.topics("interleaved");
        List<Line> first = TestFindings.lines(FIRST, NOON);
        List<Line> second = TestFindings.lines(SECOND, LATER);
        int half = second.size() / 2;
        try (TestFindings findings = new TestFindings(broker.address, topics, "interleaved")) {
            findings.write(first.subList(0, 10), NOON);
            findings.write(second.subList(0, half), LATER);
            findings.abort(second, LATER.plusSeconds(300));
            findings.write(first.subList(10, first.size()), NOON);
            try (Desk desk = new Desk("one", broker, topics)) {
                Setting.await("the first is handed out", () -> desk.handed.size() == 1);
                assertThat(desk.handed).containsExactly(new Desk.Handed(FIRST, NOON));
            }
            try (Desk desk = new Desk("two", broker, topics)) {
                Setting.await("it is on duty", () -> desk.follower.state().onDuty());
                findings.write(second.subList(half, second.size()), LATER);
                Setting.await("the second is handed out", () -> !desk.handed.isEmpty());
                assertThat(desk.handed).containsExactly(new Desk.Handed(SECOND, LATER));
                assertThat(desk.found).as("what the one before left").containsExactly("by one");
                assertThat(desk.noticed).isEmpty();
            }
        }
    }

    @Test
    void follow_severalFollowers_oneIsOnDutyUntilItEnds() throws Exception {
        Broker broker = Setting.broker();
        KafkaSettings.Topics topics = Setting.topics("shifts");
        try (TestFindings findings = new TestFindings(broker.address, topics, "shifts");
                Desk one = new Desk("one", broker, topics)) {
            Setting.await("one is on duty", () -> one.follower.state().onDuty());
            try (Desk two = new Desk("two", broker, topics);
                    Desk three = new Desk("three", broker, topics)) {
                findings.write(FIRST, NOON);
                Setting.await("one is given it", () -> !one.handed.isEmpty());
                Setting.await("one goes on", () -> one.follower.state().onDuty());
                one.follower.close();
                Setting.await(
                        "another goes on",
                        () -> two.follower.state().onDuty()
                                ^ three.follower.state().onDuty());
                findings.write(SECOND, LATER);
                Desk next = two.follower.state().onDuty() ? two : three;
                Desk idle = next == two ? three : two;
                Setting.await("it is given the second", () -> !next.handed.isEmpty());

                assertThat(one.handed).containsExactly(new Desk.Handed(FIRST, NOON));
                assertThat(next.handed).containsExactly(new Desk.Handed(SECOND, LATER));
                assertThat(idle.handed).isEmpty();
                assertThat(one.found).as("others that came were no change").containsExactly("");
                assertThat(next.found).containsExactly("by one");
                assertThat(next.follower.state().until()).contains(LATER);
            }
        }
    }

    @Test
    void follow_severalAssessmentsWaiting_handsOutTheLatestOnly() throws Exception {
        Broker broker = Setting.broker();
        KafkaSettings.Topics topics = Setting.topics("waiting");
        try (TestFindings findings = new TestFindings(broker.address, topics, "waiting")) {
            for (int i = 0; i < 5; i++) {
                findings.write(FIRST, NOON.plusSeconds(i));
            }
            findings.write(SECOND, LATER);
            try (Desk desk = new Desk("one", broker, topics)) {
                Setting.await("something is handed out", () -> !desk.handed.isEmpty());
                assertThat(desk.handed).containsExactly(new Desk.Handed(SECOND, LATER));
            }
        }
    }

    @Test
    void follow_recordsOfOthers_areCountedAndNothingElseIsLost() throws Exception {
        Broker broker = Setting.broker();
        KafkaSettings.Topics topics = Setting.topics("others");
        broker.write(topics.accounts(), List.of(Map.entry(new byte[] {1}, new byte[] {2})));
        try (TestFindings findings = new TestFindings(broker.address, topics, "others");
                Desk desk = new Desk("one", broker, topics)) {
            List<Line> damaged = new ArrayList<>(TestFindings.lines(FIRST, NOON));
            Line line = damaged.getFirst();
            damaged.set(0, new Line(line.kind(), line.key(), line.json().substring(1)));
            findings.write(FIRST, Instant.now().plusSeconds(1_000_000));
            findings.write(damaged, NOON);
            findings.write(SECOND, LATER);
            Setting.await("the whole one is handed out", () -> !desk.handed.isEmpty());

            assertThat(desk.handed).containsExactly(new Desk.Handed(SECOND, LATER));
            assertThat(desk.follower.state().unreadable())
                    .isEqualTo(1 + TestFindings.lines(FIRST, NOON).size());
            assertThat(desk.noticed)
                    .hasSize(2)
                    .anyMatch(each -> each.contains("no finding"))
                    .anyMatch(each -> each.contains(NOON.toString()) && each.contains("damaged"));
        }
    }
}
