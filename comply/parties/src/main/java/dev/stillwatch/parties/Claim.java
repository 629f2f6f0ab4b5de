// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stillwatch.exchange.StillwatchException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * One thing that may be known of a party. The fields are those of a customer identification program, 89 FR 5698 (proposed 15
 * CFR 7.302 and 7.303), and those that screening and licence rules ask for.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Claim.Name.class, name = "name"),
    @JsonSubTypes.Type(value = Claim.Alias.class, name = "alias"),
    @JsonSubTypes.Type(value = Claim.Born.class, name = "born"),
    @JsonSubTypes.Type(value = Claim.Nationality.class, name = "nationality"),
    @JsonSubTypes.Type(value = Claim.PermanentResidence.class, name = "permanent-residence"),
    @JsonSubTypes.Type(value = Claim.Jurisdiction.class, name = "jurisdiction"),
    @JsonSubTypes.Type(value = Claim.Headquarters.class, name = "headquarters"),
    @JsonSubTypes.Type(value = Claim.UltimateParent.class, name = "ultimate-parent"),
    @JsonSubTypes.Type(value = Claim.Address.class, name = "address"),
    @JsonSubTypes.Type(value = Claim.Registration.class, name = "registration"),
    @JsonSubTypes.Type(value = Claim.Email.class, name = "email"),
    @JsonSubTypes.Type(value = Claim.Telephone.class, name = "telephone"),
    @JsonSubTypes.Type(value = Claim.Payment.class, name = "payment"),
    @JsonSubTypes.Type(value = Claim.Access.class, name = "access"),
    @JsonSubTypes.Type(value = Claim.Account.class, name = "account"),
    @JsonSubTypes.Type(value = Claim.Reseller.class, name = "reseller")
})
public sealed interface Claim {
    /** The longest text that is taken. */
    int MOST_CHARACTERS = 1_000;

    /** A name; the first that stands is the one that is shown. */
    record Name(String text) implements Claim {
        public Name {
            text = Claim.text(text, "a name");
        }
    }

    /** Another name, former name or spelling. */
    record Alias(String text) implements Claim {
        public Alias {
            text = Claim.text(text, "another name");
        }
    }

    /** A person's day of birth. */
    record Born(LocalDate day) implements Claim {}

    /** Of what country a person is a national. */
    record Nationality(CountryCode country) implements Claim {}

    /** Where a person lives for good, which US rules treat as nationality. */
    record PermanentResidence(CountryCode country) implements Claim {}

    /** Where an entity is registered. */
    record Jurisdiction(CountryCode country) implements Claim {}

    /** Where an entity's headquarters are. */
    record Headquarters(CountryCode country) implements Claim {}

    /** Where the ultimate parent's headquarters are. */
    record UltimateParent(CountryCode country) implements Claim {}

    /** Where a party is, and where the service is used if that is elsewhere. */
    record Address(String text, CountryCode country, Use use) implements Claim {
        /** What happens there. */
        @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
        public enum Use {
            PRINCIPAL_PLACE,
            SERVICE_USED
        }

        public Address {
            text = Claim.text(text, "an address");
        }
    }

    /** A number given by a state or register: a passport, a tax number, an LEI. */
    record Registration(String scheme, String number, Optional<CountryCode> country) implements Claim {
        public Registration {
            scheme = Claim.text(scheme, "a kind of number");
            number = Claim.text(number, "a number");
        }
    }

    record Email(String text) implements Claim {
        public Email {
            text = Claim.text(text, "an e-mail address").toLowerCase(Locale.ROOT);
            if (text.indexOf('@') < 1) {
                throw new StillwatchException("an e-mail address needs an @");
            }
        }
    }

    record Telephone(String text) implements Claim {
        public Telephone {
            text = Claim.text(text, "a telephone number");
        }
    }

    /** Means and source of payment; never a whole card number. */
    record Payment(Means means, String reference) implements Claim {
        /** What is paid with. */
        @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
        public enum Means {
            CARD,
            BANK_ACCOUNT,
            WALLET,
            INVOICE,
            CREDIT,
            OTHER
        }

        public Payment {
            reference = Claim.text(reference, "a reference of a payment");
            if (means == Means.CARD
                    && reference.chars().filter(Character::isDigit).count() > 10) {
                throw new StillwatchException("of a card its token or first six and last four digits, never all of it");
            }
        }
    }

    /** An address in the net from which an account was used or administered, and when. */
    record Access(String address, Instant at) implements Claim {
        public Access {
            try {
                // Of digits only, so that nothing is looked up.
                address = InetAddress.ofLiteral(address).getHostAddress();
            } catch (IllegalArgumentException e) {
                throw new StillwatchException("an address of access is an IP address in digits");
            }
        }
    }

    /** An account at this provider, and when it was opened. */
    record Account(String account, Instant opened) implements Claim {
        public Account {
            account = Claim.text(account, "an account");
        }
    }

    /** Whose service the party resells. */
    record Reseller(boolean resells) implements Claim {}

    private static String text(String text, String what) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > MOST_CHARACTERS) {
            throw new StillwatchException(what + " has 1 to " + MOST_CHARACTERS + " characters");
        }
        if (trimmed.chars().anyMatch(Character::isISOControl)) {
            throw new StillwatchException(what + " must not have control characters");
        }
        return trimmed;
    }
}
