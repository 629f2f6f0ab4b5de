// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.range.ClientRequest;
import dev.stillwatch.range.Customer;
import dev.stillwatch.range.HarvestQuestions;
import dev.stillwatch.range.Kind;
import dev.stillwatch.range.LabelledExchange;
import dev.stillwatch.range.Split;
import dev.stillwatch.range.TrafficGenerator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Everybody who asks: the range's population, in which the campaign asks problems to learn from the answers, and some of
 * the others ask problems of the same kinds for their own use.
 *
 * <p>Of people and applications one in {@value #ASKERS} is such an asker, and every {@value #OFTEN}rd of its requests is
 * a problem. Immutable; the same plan makes the same requests in the same order.
 */
final class Crowd {
    private static final int ASKERS = 4;
    private static final int OFTEN = 3;
    /** What people put around a question; each on a line of its own. */
    private static final List<String> POLITE =
            List.of("", "", "Hi!", "Hello, quick one:", "For my notes:", "Can you check this?");

    private static final String STEPS = "Please show your steps.";

    private final HarvestPlan plan;
    private final List<ProblemKind> kinds;
    private final Set<String> heldOut;
    private final TrafficGenerator generator;
    private final HarvestQuestions templates;

    /**
     * One request.
     *
     * @param problem present where its answer can be checked
     * @param wantsSteps whether it asks to see how the answer comes about
     * @param wantsLogprobs whether it asks for log-probabilities
     */
    record Asked(
            ClientRequest request,
            Kind kind,
            boolean asker,
            Optional<Problem> problem,
            boolean wantsSteps,
            boolean wantsLogprobs) {}

    /**
     * @param heldOut steps of problems that nobody asks in any wording, so that what is learned can be measured on them
     */
    Crowd(HarvestPlan plan, List<ProblemKind> kinds, Set<String> heldOut) {
        this.plan = plan;
        this.kinds = List.copyOf(kinds);
        this.heldOut = Set.copyOf(heldOut);
        generator = new TrafficGenerator(plan.scenario(), plan.seed());
        templates = HarvestQuestions.of(Split.TUNING, HarvestPlan.TEMPLATES, plan.seed());
    }

    List<Customer> customers() {
        return generator.customers();
    }

    /** Accounts of the campaign. */
    Set<String> harvesters() {
        return customers().stream()
                .filter(customer -> !customer.kind().benign())
                .map(Customer::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Hands over every request in order of time, until the sink answers false. */
    void runWhile(Predicate<? super Asked> sink) {
        generator.runWhile(labelled -> sink.test(asked(labelled)));
    }

    private Asked asked(LabelledExchange labelled) {
        Exchange exchange = labelled.exchange();
        long seed = mixed(exchange.id().orElse("").hashCode());
        if (!labelled.kind().benign()) {
            Problem problem = problem(seed);
            return asked(labelled, false, Optional.of(problem), templates.asked(problem.prompt(), seed), true, true);
        }
        boolean asker = mayAsk(labelled.kind())
                && Math.floorMod(mixed(exchange.account().hashCode()), ASKERS) == 0;
        if (!asker || Math.floorMod(seed, OFTEN) != 0) {
            return new Asked(ClientRequest.of(exchange), labelled.kind(), asker, Optional.empty(), false, false);
        }
        Problem problem = problem(seed);
        SplittableRandom random = new SplittableRandom(seed);
        boolean steps = random.nextBoolean();
        boolean logprobs = random.nextInt(labelled.kind() == Kind.APPLICATION ? 2 : 6) == 0;
        String text = POLITE.get(random.nextInt(POLITE.size())) + "\n" + problem.prompt() + (steps ? "\n" + STEPS : "");
        return asked(labelled, true, Optional.of(problem), text.strip(), steps, logprobs);
    }

    private static boolean mayAsk(Kind kind) {
        return kind == Kind.PERSON || kind == Kind.APPLICATION;
    }

    private long mixed(long value) {
        return new SplittableRandom(value * 0x9E3779B97F4A7C15L + plan.seed()).nextLong();
    }

    private Problem problem(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        while (true) {
            Problem problem = kinds.get(random.nextInt(kinds.size())).draw(random);
            if (!heldOut.contains(problem.reasoning())) {
                return problem;
            }
        }
    }

    private static Asked asked(
            LabelledExchange labelled,
            boolean asker,
            Optional<Problem> problem,
            String text,
            boolean steps,
            boolean logprobs) {
        Exchange exchange = labelled.exchange();
        Parameters given = exchange.request().parameters();
        Parameters parameters = new Parameters(
                OptionalDouble.of(0),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                given.maxTokens(),
                logprobs,
                logprobs ? OptionalInt.of(5) : OptionalInt.empty(),
                given.seed(),
                given.stream(),
                Optional.empty(),
                Optional.empty());
        Request request = new Request(List.of(new Message(Message.Role.USER, text)), parameters, List.of());
        Exchange replaced = new Exchange(
                exchange.id(),
                exchange.time(),
                exchange.account(),
                exchange.organisation(),
                exchange.api(),
                exchange.model(),
                request,
                exchange.response(),
                exchange.usage(),
                exchange.client(),
                exchange.billing(),
                exchange.status(),
                exchange.latency());
        return new Asked(
                ClientRequest.of(replaced), Objects.requireNonNull(labelled.kind()), asker, problem, steps, logprobs);
    }
}
