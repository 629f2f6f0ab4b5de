// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.parties.ListedName.Strength;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The UN Security Council's consolidated list. Document types and entities of XML are refused. */
final class UnXml {
    private final ListFile file;
    private final List<ListEntry> entries = new ArrayList<>();
    private final List<ListProblem> problems = new ArrayList<>();

    private UnXml(ListFile file) {
        this.file = file;
    }

    static ParsedList parse(ListFile file) throws ListFile.Unusable {
        UnXml list = new UnXml(file);
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        long line = 1;
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(file.text()));
            boolean root = false;
            while (xml.hasNext()) {
                int event = xml.next();
                line = xml.getLocation().getLineNumber();
                if (event == XMLStreamConstants.DTD) {
                    throw list.unusable("it declares a document type, which the list never does");
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    String name = xml.getLocalName();
                    if (!root && !name.equals("CONSOLIDATED_LIST")) {
                        throw list.unusable("its root is " + name + " instead of CONSOLIDATED_LIST");
                    }
                    root = true;
                    if (name.equals("INDIVIDUAL") || name.equals("ENTITY")) {
                        list.add(
                                ListElement.read(xml),
                                name.equals("ENTITY") ? EntryKind.ENTITY : EntryKind.PERSON,
                                line);
                    }
                }
            }
        } catch (XMLStreamException broken) {
            if (list.entries.isEmpty()) {
                throw list.unusable("it is not the XML of the UN's list");
            }
            list.problems.add(new ListProblem(
                    file.name(),
                    line,
                    "the XML is cut off or broken here; fetch it again. Entries before this place are used",
                    true));
        }
        return new ParsedList(list.entries, list.problems);
    }

    private ListFile.Unusable unusable(String what) {
        return new ListFile.Unusable(file.name(), what, "Fetch the consolidated list as XML from the UN.");
    }

    private void add(ListElement party, EntryKind kind, long line) {
        Map<String, ListedName> names = new LinkedHashMap<>();
        String primary = (party.text("FIRST_NAME") + " " + party.text("SECOND_NAME") + " " + party.text("THIRD_NAME")
                        + " " + party.text("FOURTH_NAME"))
                .replaceAll("\\s+", " ")
                .strip();
        put(names, primary, Strength.PRIMARY);
        put(names, party.text("NAME_ORIGINAL_SCRIPT"), Strength.STRONG);
        for (ListElement alias : party.all(kind == EntryKind.ENTITY ? "ENTITY_ALIAS" : "INDIVIDUAL_ALIAS")) {
            boolean weak = alias.text("QUALITY").equalsIgnoreCase("low");
            put(names, alias.text("ALIAS_NAME"), weak ? Strength.WEAK : Strength.STRONG);
        }
        if (names.isEmpty()) {
            problems.add(new ListProblem(file.name(), line, "the entry has no name, so nothing to screen", false));
            return;
        }
        Set<String> countries = new LinkedHashSet<>();
        party.all("NATIONALITY")
                .forEach(nationality ->
                        nationality.texts("VALUE").forEach(value -> countries.add(CountryNames.of(value))));
        for (String place : List.of("INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS", "INDIVIDUAL_PLACE_OF_BIRTH")) {
            party.all(place).forEach(address -> countries.add(CountryNames.of(address.text("COUNTRY"))));
        }
        countries.remove("");
        StringBuilder remarks = new StringBuilder(party.text("COMMENTS1"));
        for (ListElement document : party.all("INDIVIDUAL_DOCUMENT")) {
            if (!document.text("NUMBER").isEmpty()) {
                remarks.append("; ")
                        .append(document.text("TYPE_OF_DOCUMENT"))
                        .append(' ')
                        .append(document.text("NUMBER"));
            }
        }
        String id = party.text("REFERENCE_NUMBER");
        entries.add(new ListEntry(
                ListSource.UN_SECURITY_COUNCIL,
                id.isEmpty() ? "line " + line : id,
                kind,
                List.copyOf(names.values()),
                countries,
                births(party, line),
                List.of(party.text("UN_LIST_TYPE")),
                "",
                "",
                remarks.toString()));
    }

    private List<DateInterval> births(ListElement party, long line) {
        List<DateInterval> births = new ArrayList<>();
        for (ListElement birth : party.all("INDIVIDUAL_DATE_OF_BIRTH")) {
            String between =
                    birth.text("FROM_YEAR").isEmpty() ? "" : birth.text("FROM_YEAR") + " to " + birth.text("TO_YEAR");
            String exact = birth.text("DATE").isEmpty() ? birth.text("YEAR") : birth.text("DATE");
            String text = exact.isEmpty() ? between : exact;
            if (text.isEmpty()) {
                continue;
            }
            boolean about = birth.text("TYPE_OF_DATE").toLowerCase(Locale.ROOT).startsWith("approx");
            DateInterval.parse(text.replaceAll("T.*|[+Z].*", ""))
                    .map(date -> about ? date.wider() : date)
                    .ifPresentOrElse(
                            births::add,
                            () -> problems.add(new ListProblem(
                                    file.name(),
                                    line,
                                    "the birth date '" + text + "' is not understood; it is left out",
                                    false)));
        }
        return births;
    }

    private static void put(Map<String, ListedName> names, String text, Strength strength) {
        String name = text.replaceAll("\\s+", " ").strip();
        if (!name.isEmpty()) {
            names.putIfAbsent(name, new ListedName(name, strength));
        }
    }
}
