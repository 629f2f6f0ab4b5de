// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.regex.Pattern;

/** What traffic of a campaign can be known by. Two that are equal are the same thing, whoever shares them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SharedIndicator.TlsClient.class, name = "ja4"),
    @JsonSubTypes.Type(value = SharedIndicator.Network.class, name = "asn"),
    @JsonSubTypes.Type(value = SharedIndicator.Address.class, name = "ip"),
    @JsonSubTypes.Type(value = SharedIndicator.PromptTemplate.class, name = "template"),
    @JsonSubTypes.Type(value = SharedIndicator.Token.class, name = "token")
})
public sealed interface SharedIndicator {

    /** The kind in machine-readable output. */
    String kind();

    /** A TLS client by its JA4 fingerprint, and by no other of the JA4 family: those are not free to use. */
    record TlsClient(String ja4) implements SharedIndicator {
        static final Pattern FORM =
                Pattern.compile("[tqd][0-9sd]{2}[di][0-9]{4}[0-9a-zA-Z]{2}_[0-9a-f]{12}_[0-9a-f]{12}");

        public TlsClient {
            if (!FORM.matcher(ja4).matches()) {
                throw new IllegalArgumentException("this is no JA4 fingerprint of a client");
            }
        }

        @Override
        public String kind() {
            return "ja4";
        }
    }

    /** A network by its number; 1 to 4294967295. */
    record Network(long asn) implements SharedIndicator {
        static final long MOST = 0xFFFF_FFFFL;

        public Network {
            if (asn < 1 || asn > MOST) {
                throw new IllegalArgumentException("AS number " + asn + " is not within 1 and " + MOST);
            }
        }

        @Override
        public String kind() {
            return "asn";
        }
    }

    /** An IP address, in the one form that {@link IpAddress} writes. */
    record Address(String ip) implements SharedIndicator {
        public Address {
            ip = IpAddress.canonical(ip)
                    .orElseThrow(() -> new IllegalArgumentException("this is no IP address written in digits"));
        }

        @Override
        public String kind() {
            return "ip";
        }
    }

    /** A prompt pattern. */
    record PromptTemplate(TemplateFingerprint fingerprint) implements SharedIndicator {
        @Override
        public String kind() {
            return "template";
        }
    }

    /** An account, e-mail address, phone number or card, as a token. */
    record Token(KeyedToken token) implements SharedIndicator {
        @Override
        public String kind() {
            return "token";
        }
    }
}
