/* The tables of tags, one per dialect; among several tags for a field in a record the highest rank wins.
 * The meanings of the tags are from the sources named in the header.
 * Tags without a field are not listed, and are counted as losses. */
#include "source/format/references_dialects.h"

#define RULE(tag, field, rank)                                                                               \
  {                                                                                                          \
    tag, {                                                                                                   \
      FIELD_##field, rank, FIELD_IS_ANY                                                                      \
    }                                                                                                        \
  }
#define TAGS(tag)                                                                                            \
  {                                                                                                          \
    tag, {                                                                                                   \
      FIELD_TAGS, 1, FIELD_IS_PLAIN                                                                          \
    }                                                                                                        \
  }
#define AUTHORS(tag, rank)                                                                                   \
  {                                                                                                          \
    tag, {                                                                                                   \
      FIELD_AUTHOR, rank, FIELD_IS_PLAIN                                                                     \
    }                                                                                                        \
  }

static const struct references_tag ris[] = {
    RULE("TI", TITLE, 9),  RULE("T1", TITLE, 9),  RULE("CT", TITLE, 5),
    RULE("ST", TITLE, 2),  RULE("BT", TITLE, 1),  RULE("AB", BODY, 9),
    RULE("N2", BODY, 8),   RULE("DA", DATE, 9),   RULE("Y1", DATE, 7),
    RULE("PY", DATE, 6),   RULE("UR", URL, 9),    RULE("LK", URL, 8),
    RULE("L2", URL, 4),    RULE("DO", URL, 3),    TAGS("KW"),
    RULE("LA", LANG, 9),   RULE("JF", SOURCE, 9), RULE("T2", SOURCE, 8),
    RULE("JO", SOURCE, 7), RULE("J2", SOURCE, 3), RULE("JA", SOURCE, 3),
    RULE("PB", SOURCE, 2), RULE("ID", ID, 9),     AUTHORS("AU", 9),
    AUTHORS("A1", 9),
};

static const struct references_tag refer[] = {
    RULE("T", TITLE, 9),  RULE("!", TITLE, 1),  RULE("X", BODY, 9),   RULE("8", DATE, 9),
    RULE("D", DATE, 8),   RULE("U", URL, 9),    RULE("R", URL, 3),    TAGS("K"),
    RULE("G", LANG, 9),   RULE("J", SOURCE, 9), RULE("B", SOURCE, 6), RULE("W", SOURCE, 1),
    RULE("I", SOURCE, 2), RULE("M", ID, 9),     RULE("F", ID, 5),     AUTHORS("A", 9),
};

static const struct references_tag pubmed[] = {
    RULE("TI", TITLE, 9),
    RULE("BTI", TITLE, 4),
    RULE("TT", TITLE, 2),
    RULE("AB", BODY, 9),
    RULE("OAB", BODY, 5),
    RULE("DP", DATE, 9),
    RULE("DEP", DATE, 7),
    RULE("EDAT", DATE, 3),
    RULE("CRDT", DATE, 2),
    RULE("LID", URL, 5),
    RULE("AID", URL, 4),
    TAGS("MH"),
    TAGS("OT"),
    RULE("LA", LANG, 9),
    RULE("JT", SOURCE, 9),
    RULE("TA", SOURCE, 6),
    RULE("CTI", SOURCE, 4),
    RULE("PB", SOURCE, 3),
    RULE("PMID", ID, 9),
    AUTHORS("FAU", 9), /* as they are in full */
    AUTHORS("CN", 9),  /* of a body */
    AUTHORS("AU", 8),
};

static const struct references_tag isi[] = {
    RULE("TI", TITLE, 9),
    RULE("AB", BODY, 9),
    RULE("PD", DATE, 9),
    RULE("EA", DATE, 7),
    RULE("PY", DATE, 6),
    RULE("DI", URL, 3),
    TAGS("DE"),
    TAGS("ID"),
    RULE("LA", LANG, 9),
    RULE("SO", SOURCE, 9),
    RULE("SE", SOURCE, 4),
    RULE("PU", SOURCE, 2),
    RULE("UT", ID, 9),
    AUTHORS("AF", 9), /* as they are in full */
    AUTHORS("CA", 9), /* of a body */
    AUTHORS("AU", 8),
};

static const struct references_tag refworks[] = {
    RULE("T1", TITLE, 9),  RULE("AB", BODY, 9),   RULE("FD", DATE, 9),   RULE("YR", DATE, 6),
    RULE("UL", URL, 9),    RULE("LK", URL, 8),    RULE("DO", URL, 3),    TAGS("K1"),
    RULE("LA", LANG, 9),   RULE("JF", SOURCE, 9), RULE("JO", SOURCE, 7), RULE("T2", SOURCE, 6),
    RULE("PB", SOURCE, 2), RULE("ID", ID, 9),     AUTHORS("A1", 9),
};

/* Tags without a field are also listed, since any line of a text may begin with two capitals. */
static const struct references_tag factiva[] = {
    RULE("HD", TITLE, 9),  RULE("LP", BODY, 9),  RULE("TD", BODY, 8),  RULE("PD", DATE, 9),
    RULE("SN", SOURCE, 9), RULE("LA", LANG, 9),  RULE("AN", ID, 9),    AUTHORS("BY", 9),
    RULE("SE", NONE, 0),   RULE("CLM", NONE, 0), RULE("CR", NONE, 0),  RULE("WC", NONE, 0),
    RULE("ET", NONE, 0),   RULE("SC", NONE, 0),  RULE("ED", NONE, 0),  RULE("PG", NONE, 0),
    RULE("VOL", NONE, 0),  RULE("CY", NONE, 0),  RULE("CX", NONE, 0),  RULE("CT", NONE, 0),
    RULE("RF", NONE, 0),   RULE("ART", NONE, 0), RULE("CO", NONE, 0),  RULE("IN", NONE, 0),
    RULE("NS", NONE, 0),   RULE("RE", NONE, 0),  RULE("IPD", NONE, 0), RULE("IPC", NONE, 0),
    RULE("PUB", NONE, 0),
};

const struct references_dialect references_dialects[REFERENCES_DIALECTS] = {
    {SHAPE_RIS, "TY", "ER", "DA", "PY", ris, sizeof ris / sizeof *ris},
    {SHAPE_PERCENT, "0", NULL, "8", "D", refer, sizeof refer / sizeof *refer},
    {SHAPE_PUBMED, "PMID", NULL, NULL, NULL, pubmed, sizeof pubmed / sizeof *pubmed},
    {SHAPE_ISI, "RT", NULL, "FD", "YR", refworks, sizeof refworks / sizeof *refworks},
    {SHAPE_FACTIVA, "HD", "AN", NULL, NULL, factiva, sizeof factiva / sizeof *factiva},
    {SHAPE_ISI, "PT", "ER", "PD", "PY", isi, sizeof isi / sizeof *isi},
};
