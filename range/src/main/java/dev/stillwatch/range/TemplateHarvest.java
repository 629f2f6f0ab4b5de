// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Harvesting with items of the campaign's own, in templates or bare. */
final class TemplateHarvest implements Author {
    private final CampaignPlan plan;
    private final HarvestWordings wordings;
    private final HarvestItems items;
    private final List<HarvestTemplate> templates;

    /** @param templates the campaign's, shared by its accounts; empty for bare items */
    TemplateHarvest(CampaignPlan plan, HarvestWordings wordings, List<HarvestTemplate> templates) {
        this.plan = plan;
        this.wordings = wordings;
        this.items = new HarvestItems(wordings);
        this.templates = templates;
    }

    /** The campaign's templates, drawn by its seed. */
    static TemplateHarvest of(CampaignPlan plan, long seed) {
        HarvestWordings wordings = HarvestWordings.of(plan.split());
        return new TemplateHarvest(
                plan,
                wordings,
                plan.templates().isPresent()
                        ? wordings.templates(plan.templates().getAsInt(), plan.mix(), seed)
                        : List.of());
    }

    @Override
    public Ask ask(Moment moment) {
        SplittableRandom random = Seeds.random(moment.conversationSeed(), 82, moment.turn());
        if (templates.isEmpty()) {
            return single(items.bare(random), parameters(Harvest.PLAIN, random), Harvest.PLAIN);
        }
        HarvestTemplate template = Slots.pick(templates, random);
        String text = switch (plan.paraphrase()) {
            case NONE -> template.text();
            case SLOT -> template.redressed(wordings, random).text();
            case FULL ->
                random.nextDouble() < plan.miss().value()
                        ? template.reworded(wordings, random)
                        : template.redressed(wordings, random).text();
        };
        return single(items.fill(text, random), parameters(template.kind(), random), template.kind());
    }

    private static Parameters parameters(Harvest kind, SplittableRandom random) {
        boolean grading = kind == Harvest.GRADING;
        Parameters base = Settings.with(
                random.nextInt(4) == 0 ? OptionalDouble.empty() : OptionalDouble.of(grading ? 0 : 1),
                !grading && random.nextInt(5) == 0 ? 4 : 1,
                false,
                grading && random.nextInt(3) == 0,
                kind == Harvest.ROWS && random.nextInt(3) == 0 ? "json_object" : "");
        return Settings.limited(
                base, random.nextBoolean() ? OptionalInt.of(4096) : OptionalInt.empty(), OptionalLong.empty());
    }

    private static Ask single(String text, Parameters parameters, Harvest kind) {
        int tokens = switch (kind) {
            case REASONING, TOOLS -> 900;
            case ROWS -> 500;
            case GRADING -> 150;
            case SENSITIVE, PLAIN -> 300;
        };
        return new Ask(new Request(List.of(new Message(Message.Role.USER, text)), parameters, List.of()), tokens);
    }
}
