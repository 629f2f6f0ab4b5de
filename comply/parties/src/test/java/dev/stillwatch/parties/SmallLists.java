// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Lists in the layouts and with the oddities of the real ones; all parties are made up. */
final class SmallLists {
    static final Instant RETRIEVED = Instant.parse("2026-11-20T00:00:00Z");

    static final String SDN = """
            36,"EXAMPLIA AIR LINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-\s
            306,"BANCO EJEMPLAR DE CUBA",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"a.k.a. 'BEC'."
            2674,"AL-NAMUZAJI, Tarik Hamdan","individual","SDGT] [IRAQ2","Doctor",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 14 Jun 1975; alt. DOB circa 1976; POB Basra, Iraq; nationality Iraq; Passport 7176370 (Iraq); a.k.a. 'ABU-'SAMPLE'; a.k.a. 'THE DOCTOR'; Linked To: EXAMPLIA AIR LINES."
            2675,"MUSTERIN, Erika","individual","SDNTK",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1960 to 1962; alt. DOB sometime; citizen Switzerland."
            9001,"SEA EXAMPLE 7","vessel","DPRK4",-0- ,"Cargo",-0- ,-0- ,"Panama",-0- ,-0- ,"Vessel Registration Identification IMO 5550001."
            \u001a
            """;
    static final String ALT = """
            36,12,"aka","EXAMPLIA-AIR",-0-\s
            2674,57,"aka","AL NAMOUZAJI, Tareq",-0-\s
            2674,58,"fka","HAMDAN, Tariq",-0-\s
            \u001a
            """;
    static final String ADD = """
            36,25,-0- ,"Havana","Cuba",-0-\s
            2674,129,"1 Sample Street","Basra","Iraq",-0-\s
            2674,130,-0- ,"Amman","Jordan",-0-\s
            """;
    static final String CSL_HEADER =
            "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids\n";

    static String cslRow(String id, String source, String type, String name, String aliases, String births) {
        return "\"" + id + "\",\"" + source + "\",\"\",\"" + type + "\",\"P1; P2\",\"" + name
                + "\",\"\",\"1 Road, Town, CN; 2 Street, City, AE\",\"\",\"\",\"\",\"\",\"All items subject to the EAR\",\"Presumption of denial\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\""
                + aliases + "\",\"\",\"" + births + "\",\"TR\",\"\",\"\",\"\"\n";
    }

    static final String CSL = CSL_HEADER
            + CSL_HEADER
            + cslRow(
                    "a1",
                    "Entity List (EL) - Bureau of Industry and Security",
                    "",
                    "Sample Optics Institute",
                    "SOI; Institute for\nSample Optics",
                    "")
            + cslRow(
                    "a2",
                    "Unverified List (UVL) - Bureau of Industry and Security",
                    "Entity",
                    "Placeholder \"\"Trading\"\" Co., Ltd.",
                    "",
                    "")
            + cslRow(
                    "a3",
                    "A list to come (XYZ) - Somebody",
                    "Individual",
                    "PERSONAE, Dramatis",
                    "",
                    "1962; circa 1970; 1975-02-03");

    static final String DPL = """
            "Name"	"Street_Address"	"City"	"State"	"Country"	"Postal_Code"	"Effective_Date"	"Expiration_Date"	"Standard_Order"	"Last_Update"	"Action"	"FR_Citation"
            " JOHN ""JACK"" EXAMPLEMAN"	"1 MAIN STREET"	"TOWN"	"TX"	"US"	"1"	"06/19/2003"	"06/29/2056"	"Y"	"2007-01-31"	"NEW"	"68 F.R. 1"
            "PEARL (A.K.A. MEI-SAMPLE CHU) LIGHTLY"	"2 ROAD"	"CITY"	""	"AE"	""	"06/19/2003"	"06/29/2056"	"Y"	"2007-01-31"	"NEW"	"68 F.R. 2"
            """;

    static final String UN = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">
              <INDIVIDUALS>
                <INDIVIDUAL>
                  <DATAID>1</DATAID><FIRST_NAME>IMAGINARY</FIRST_NAME><SECOND_NAME>QASIM</SECOND_NAME><THIRD_NAME>TAMTHIL </THIRD_NAME>
                  <UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER>
                  <NAME_ORIGINAL_SCRIPT>خيالي قاسم تمثيل</NAME_ORIGINAL_SCRIPT>
                  <COMMENTS1>None &amp; nothing.</COMMENTS1>
                  <NATIONALITY><VALUE>Syrian Arab Republic</VALUE></NATIONALITY>
                  <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
                  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Qassem Tamtheel</ALIAS_NAME></INDIVIDUAL_ALIAS>
                  <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Khayal</ALIAS_NAME></INDIVIDUAL_ALIAS>
                  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-03-04</DATE></INDIVIDUAL_DATE_OF_BIRTH>
                  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1975</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
                  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1973</FROM_YEAR><TO_YEAR>1974</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
                  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>OB 1</NUMBER></INDIVIDUAL_DOCUMENT>
                </INDIVIDUAL>
              </INDIVIDUALS>
              <ENTITIES>
                <ENTITY>
                  <FIRST_NAME>FICTIONAL FRONT</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>XXe.001</REFERENCE_NUMBER>
                  <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Front of Fictions</ALIAS_NAME></ENTITY_ALIAS>
                  <ENTITY_ADDRESS><COUNTRY>Uganda</COUNTRY></ENTITY_ADDRESS>
                </ENTITY>
              </ENTITIES>
            </CONSOLIDATED_LIST>
            """;

    private SmallLists() {}

    static Path folder(Path folder) throws IOException {
        Files.writeString(folder.resolve("sdn.csv"), SDN);
        Files.writeString(folder.resolve("alt.csv"), ALT);
        Files.writeString(folder.resolve("add.csv"), ADD);
        Files.writeString(folder.resolve("csl.csv"), CSL);
        Files.writeString(folder.resolve("dpl.txt"), DPL);
        Files.writeString(folder.resolve("UN_consolidated.xml"), UN);
        return folder;
    }

    static List<ListLoad.Loaded> all(Path folder) throws IOException {
        return ListReader.readAll(folder(folder), RETRIEVED).stream()
                .map(ListLoad.Loaded.class::cast)
                .toList();
    }
}
