// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.report.CohortGroups;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cohort as nodes and edges with fixed places, for a script to draw: the same every time, and never more than about 160
 * nodes. Where there is room, origins stand left of the accounts and behaviour right; else all facts stand right.
 */
final class CohortDrawing {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double LEAST_SHARE = 0.03;
    private static final int LARGEST = 68;
    private static final int SMALLEST = 12;

    private final CohortPage page;
    private final boolean narrow;
    private final int width;
    private final int middle;
    private final int height;
    private final ArrayNode nodes = JSON.createArrayNode();
    private final ArrayNode edges = JSON.createArrayNode();

    private CohortDrawing(CohortPage page, boolean narrow) {
        this.page = page;
        this.narrow = narrow;
        this.width = narrow ? 360 : 860;
        this.middle = narrow ? 76 : 430;
        List<CohortPage.FactRow> facts = page.facts();
        long origins = facts.stream().filter(CohortPage.FactRow::origin).count();
        long rows = narrow ? facts.size() : Math.max(origins, facts.size() - origins);
        int ofFacts = 40 + 58 * (int) rows;
        int ofAccounts = page.showsAccounts()
                ? 60 + grid(page.positions().size()).height()
                : 40 + 70 * page.level().cohort().groups().size();
        this.height = Math.max(200, Math.max(ofFacts, ofAccounts));
    }

    static String json(CohortPage page, boolean narrow) {
        return new CohortDrawing(page, narrow).draw();
    }

    private String draw() {
        List<CohortPage.FactRow> facts = page.facts();
        facts(facts);
        if (page.showsAccounts()) {
            accounts(facts);
        } else {
            groups(facts);
        }
        ObjectNode all = JSON.createObjectNode();
        all.put("assessment", page.about().sha256()).put("width", width).put("height", height);
        all.set("nodes", nodes);
        all.set("edges", edges);
        return all.toString();
    }

    private void facts(List<CohortPage.FactRow> facts) {
        long origins = facts.stream().filter(CohortPage.FactRow::origin).count();
        int left = 0;
        int right = 0;
        for (int f = 0; f < facts.size(); f++) {
            CohortPage.FactRow fact = facts.get(f);
            boolean onLeft = !narrow && fact.origin();
            long rows = narrow ? facts.size() : fact.origin() ? origins : facts.size() - origins;
            double slot = Math.min(84.0, (height - 40.0) / rows);
            double y = height / 2.0 + slot * ((onLeft ? left++ : right++) - (rows - 1) / 2.0);
            double bar = 6
                    + (slot - 22)
                            * fact.accounts()
                            / Math.max(1, page.level().members().size());
            node("f" + f, fact.origin() ? "origin" : "behaviour", onLeft ? 212 : narrow ? 206 : 648, y)
                    .put(
                            "label",
                            VisibleText.shortened(fact.label(), narrow ? 17 : 26) + "\n"
                                    + (narrow ? fact.shortTitle() : fact.title()) + ", "
                                    + Figures.grouped(fact.accounts()))
                    .put("side", onLeft ? "left" : "right")
                    .put("size", Math.round(bar));
        }
    }

    private void groups(List<CohortPage.FactRow> facts) {
        List<CohortGroups.Group> groups = page.level().cohort().groups();
        int largest = groups.getFirst().accounts();
        for (int g = 0; g < groups.size(); g++) {
            CohortGroups.Group group = groups.get(g);
            double size = Math.max(SMALLEST, LARGEST * Math.sqrt((double) group.accounts() / largest));
            double sway = groups.size() < 3 ? 0 : (g % 2 == 0 ? -1 : 1) * (narrow ? 24 : 46);
            double y = height / 2.0 + 70 * (g - (groups.size() - 1) / 2.0);
            node("g" + g, "group", middle + sway, y)
                    .put("label", Figures.grouped(group.accounts()))
                    .put("size", Math.round(narrow ? size * 0.8 : size))
                    .put("accounts", group.accounts())
                    .put("acted", Math.round(100.0 * page.actedIn(group) / group.accounts()))
                    .put("group", page.level().pathOf(g));
            for (int f = 0; f < facts.size(); f++) {
                int sharing = facts.get(f).sharing().get(g);
                if (sharing > 0 && sharing >= LEAST_SHARE * group.accounts()) {
                    double share = (double) sharing / Math.max(1, facts.get(f).accounts());
                    edge("g" + g, "f" + f, facts.get(f), sharing, 1 + 13 * share * group.accounts() / largest);
                }
            }
        }
    }

    private record Grid(int columns, double step, int rows) {
        int height() {
            return (int) Math.ceil(rows * step);
        }
    }

    private Grid grid(int accounts) {
        double room = narrow ? 130 : 250;
        int columns = Math.clamp((int) Math.ceil(Math.sqrt(accounts * 0.7)), 1, narrow ? 8 : 13);
        return new Grid(columns, Math.min(34, room / columns), Math.ceilDiv(accounts, columns));
    }

    private void accounts(List<CohortPage.FactRow> facts) {
        List<CohortPage.AccountRow> rows = page.accounts();
        Grid grid = grid(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            CohortPage.AccountRow row = rows.get(i);
            double x = middle + grid.step() * (i % grid.columns() - (grid.columns() - 1) / 2.0);
            double y = height / 2.0 + grid.step() * (Math.floorDiv(i, grid.columns()) - (grid.rows() - 1) / 2.0);
            node("a" + i, "account", x, y)
                    .put("label", VisibleText.shortened(row.name(), 32))
                    .put("size", Math.round(grid.step() * 0.6))
                    .put("acted", row.acted() ? 100 : 0);
            for (int f = 0; f < facts.size(); f++) {
                if (facts.get(f).sharing().get(i) > 0) {
                    edge("a" + i, "f" + f, facts.get(f), 1, 1);
                }
            }
        }
    }

    private ObjectNode node(String id, String kind, double x, double y) {
        return nodes.addObject()
                .put("id", id)
                .put("kind", kind)
                .put("x", Math.round(x))
                .put("y", Math.round(y));
    }

    private void edge(String from, String to, CohortPage.FactRow fact, int accounts, double width) {
        edges.addObject()
                .put("from", from)
                .put("to", to)
                .put("kind", fact.origin() ? "origin" : "behaviour")
                .put("accounts", accounts)
                .put("width", Math.round(width * 10) / 10.0);
    }
}
