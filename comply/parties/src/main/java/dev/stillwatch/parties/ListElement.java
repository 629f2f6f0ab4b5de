// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One element of a list in XML, with what it holds. */
record ListElement(String name, String own, List<ListElement> children) {
    /** No element of the list nests deeper; what does is not the list. */
    private static final int DEEPEST = 16;

    static ListElement read(XMLStreamReader xml) throws XMLStreamException {
        return read(xml, 0);
    }

    private static ListElement read(XMLStreamReader xml, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("nested deeper than " + DEEPEST);
        }
        String name = xml.getLocalName();
        StringBuilder own = new StringBuilder();
        List<ListElement> children = new ArrayList<>();
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(read(xml, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> own.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new ListElement(name, own.toString().strip(), children);
                }
                default -> {}
            }
        }
    }

    List<ListElement> all(String child) {
        return children.stream().filter(element -> element.name.equals(child)).toList();
    }

    List<String> texts(String child) {
        return all(child).stream()
                .map(ListElement::own)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The first child's own text; empty if there is none. */
    String text(String child) {
        return all(child).stream().map(ListElement::own).findFirst().orElse("");
    }
}
