// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.policy.Countermeasure.Deter;
import dev.stillwatch.policy.Countermeasure.Observe;
import dev.stillwatch.policy.Countermeasure.StepUp;
import dev.stillwatch.policy.Countermeasure.Suspend;
import dev.stillwatch.policy.Countermeasure.Throttle;
import dev.stillwatch.policy.Countermeasure.Withhold;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Logprobs;
import dev.stillwatch.policy.Deterrence.Reasoning;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest extends GuardedAccount {
    private static final URI VERIFY = URI.create("https://verify.example/a");

    @Test
    void admit_noMeasures_isUntouchedAndAlwaysTheSameAnswer() {
        apply("suspension", new Suspend());

        Admission neighbour = guard.admit("neighbour", Optional.of("m-large"));
        assertThat(neighbour).isEqualTo(new Admission.Admitted(Deterrence.NONE, false));
        assertThat(((Admission.Admitted) neighbour).untouched()).isTrue();
        assertThat(guard.admit("other", Optional.empty())).isSameAs(neighbour);
    }

    @Test
    void admit_somethingDoneForEverybody_isDoneForAccountsWithoutMeasures() {
        Guard sealing = new Guard(measures, Rewriting.sealing(), clock);

        assertThat(sealing.admit("neighbour", Optional.empty()))
                .isEqualTo(new Admission.Admitted(Rewriting.sealing(), false));
    }

    @Test
    void admit_observed_isServedUnchangedAndWatched() {
        apply("observation", new Observe());

        assertThat(ask("m-large")).isEqualTo(new Admission.Admitted(Deterrence.NONE, true));
    }

    @Test
    void admit_severalRefusals_namesTheHardest() {
        apply("rate", new Throttle(1, DAY));
        assertThat(served()).isTrue();
        assertThat(refusal("m-large")).isEqualTo(new Refusal.TooManyRequests("rate.", DAY));
        apply("directive", new Withhold(Set.of("m-large")));
        assertThat(refusal("m-large")).isEqualTo(new Refusal.ModelWithheld("directive."));
        apply("step-up", new StepUp(VERIFY));
        assertThat(refusal("m-large")).isEqualTo(new Refusal.VerificationRequired("step-up.", VERIFY));
        apply("suspension", new Suspend());
        assertThat(refusal("m-large")).isEqualTo(new Refusal.Suspended("suspension.", SetClock.START.plus(DAY)));
    }

    @Test
    void admit_severalDeterrences_addUpToTheStricter() {
        apply("a", new Deter(Rewriting.logprobs(new Logprobs.Round(5, 1))));
        apply("b", new Deter(Rewriting.logprobs(new Logprobs.Round(2, 3))));
        apply("c", new Deter(Rewriting.reasoning(Reasoning.SUMMARISE)));
        apply("d", new Deter(Rewriting.reasoning(Reasoning.WITHHOLD)));
        apply("e", new Deter(Rewriting.mostCompletions(3)));
        apply("f", new Deter(Rewriting.mostCompletions(2)));
        apply("g", new Deter(Rewriting.leastTemperature(0.5)));
        apply("h", new Deter(Rewriting.leastTemperature(0.7)));

        Deterrence sum = ((Admission.Admitted) ask("m-large")).deterrence();
        assertThat(sum.logprobs()).contains(new Logprobs.Round(2, 1));
        assertThat(sum.reasoning()).contains(Reasoning.WITHHOLD);
        assertThat(sum.mostCompletions()).hasValue(2);
        assertThat(sum.leastTemperature()).hasValue(0.7);
        assertThat(sum.sealReasoning()).isFalse();
    }

    @Test
    void admit_afterExpiryOrUndo_isServed() {
        apply("suspension", new Suspend());
        clock.set(DAY.minusNanos(1));
        assertThat(served()).isFalse();
        clock.set(DAY);
        assertThat(served()).isTrue();
        clock.set(Duration.ZERO);
        apply("suspension", new Suspend());
        measures.undo("suspension", clock.instant());
        assertThat(served()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m-large",
                "M-Large",
                " m-large ",
                "openai/m-large",
                "accounts/x/models/m-large",
                "m-large-latest",
                "m-large-2026-01-01",
                "m-large-20260101",
                "m-large-0613",
                "m-large-001",
                "m-large@20260101",
                "m-large:free",
                "router/vendor/m-large:nitro",
                "ft:m-large:org::id",
                "ft:m-large-2026-01-01:org:name:id",
                "ft:m-large:org:with/slash",
                "us.vendor.m-large-20260101-v1:0",
                "arn:aws:bedrock:us-east-1::foundation-model/vendor.m-large-v1:0",
                "",
                " "
            })
    void admit_withheldModelUnderAnotherName_isRefused(String name) {
        apply("directive", new Withhold(Set.of("M-large")));

        assertThat(refusal(name)).isEqualTo(new Refusal.ModelWithheld("directive."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m-large-mini",
                "m-large-2",
                "m-large-4-1",
                "m-large-32k",
                "m-large-2026-01-01-mini",
                "m-larger",
                "xm-large",
                "m-large.5",
                "ft:m-large-mini:org",
                "ft:m-large-2:org::id",
                "m-large/other",
                "org/m-large-mini:free"
            })
    void admit_siblingOfAWithheldModel_isServed(String name) {
        apply("directive", new Withhold(Set.of("m-large")));

        assertThat(ask(name)).isEqualTo(new Admission.Admitted(Deterrence.NONE, true));
    }

    @Test
    void admit_datedOrTaggedModelWithheld_leavesOtherDatesAndTags() {
        apply("directive", new Withhold(Set.of("m-large-2026-01-01", "local:70b", " ")));

        assertThat(refusal("openai/m-large-2026-01-01")).isInstanceOf(Refusal.ModelWithheld.class);
        assertThat(refusal("local:70b")).isInstanceOf(Refusal.ModelWithheld.class);
        assertThat(ask("m-large-2026-02-01")).isInstanceOf(Admission.Admitted.class);
        assertThat(ask("m-large")).isInstanceOf(Admission.Admitted.class);
        assertThat(ask("local:8b")).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void admit_requestForNoModel_isServedThoughOneIsWithheld() {
        apply("directive", new Withhold(Set.of("m-large")));

        assertThat(guard.admit(ACCOUNT, Optional.empty())).isInstanceOf(Admission.Admitted.class);
        assertThat(guard.barred(ACCOUNT)).isEmpty();
        assertThat(guard.free(ACCOUNT)).isFalse();
        assertThat(guard.free("neighbour")).isTrue();
    }

    @Test
    void barred_refusedWhateverIsAsked_isKnownWithoutTheRequest() {
        apply("suspension", new Suspend());

        assertThat(guard.barred(ACCOUNT)).hasValueSatisfying(r -> assertThat(r).isInstanceOf(Refusal.Suspended.class));
        assertThat(guard.barred("neighbour")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m-small\",\"models\":[\"m-large\"]}",
                "{\"model\":\"m-small\",\"fallbacks\":[{\"m-small\":[\"m-large\"]}]}",
                "{\"model\":\"m-small\",\"fallbacks\":[{\"model\":\"m-large\"}]}",
                "{\"model\":\"m-small\",\"extra_body\":{\"model\":\"m-large\"}}",
                "{\"model\":\"m-small\",\"Model\":\"m-large\"}",
                "{\"model\":\"m-small, m-large\"}",
                "{\"model\":\"m-large-2026-01-01,,m-small\",\"fastest_response\":true}",
                "{\"model\":\"m-small\",\"fallbacks\":[\"m-tiny,vendor/m-large\"]}",
                "{\"messages\":[]}",
                "{\"model\":null}",
                "{\"model\":7}",
                "{\"models\":[\"m-small\"]}",
                "{\"model\":\"m-small\",\"model\":\"m-large\"}",
                "not JSON"
            })
    void admit_bodyThatMayReachAWithheldModel_isRefused(String body) {
        apply("directive", new Withhold(Set.of("m-large")));

        assertThat(guard.admit(ACCOUNT, RequestedModels.of(Samples.bytes(body))))
                .isEqualTo(new Admission.Refused(new Refusal.ModelWithheld("directive.")));
    }

    @Test
    void admit_bodyOfOtherModels_isServed() {
        apply("directive", new Withhold(Set.of("m-large")));
        String body = "{\"model\":\"m-small\",\"fallbacks\":[\"m-tiny\"],\"messages\":[{\"content\":\"m-large\"}]}";

        assertThat(RequestedModels.of(Samples.bytes(body))).containsExactlyInAnyOrder("m-small", "m-tiny");
        assertThat(guard.admit(ACCOUNT, RequestedModels.of(Samples.bytes(body))))
                .isEqualTo(new Admission.Admitted(Deterrence.NONE, true));
    }
}
