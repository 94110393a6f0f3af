/* Exceptions to Snowball's stems, as groups of folded words: the forms of one word each.
 * Source: our own, from what Snowball 2.2 makes one stem of (cooper, mutual, univers, unit) and the
 * International Cooperative Alliance, or any reader, keeps apart. */
#include "text/exceptions.h"

#include <string.h>

/* A language and the forms of a word, with spaces around each; the first is the stem. */
static const struct {
  const char *lang, *forms;
} groups[] = {
    {"en", " cooperative cooperatives cooperatively cooperativism cooperativist cooperativists "},
    {"en", " cooperation cooperations "},
    {"en", " cooperate cooperates cooperated cooperating "},
    {"en", " cooper coopers "},
    {"en", " university universities "},
    {"en", " universal universally universality "},
    {"en", " unit units "},
    {"en", " unite unites united uniting "},
    {"en", " mutuality mutualities mutualism mutualist "},
    {"fr", " cooperative cooperatives cooperatif cooperatifs cooperativisme cooperativiste cooperativistes "},
    {"fr", " cooperation cooperations "},
    {"fr", " cooperer coopere cooperent cooperons cooperait coopereront "},
    {"fr", " mutuelle mutuelles mutualiste mutualistes "},
    {"fr", " mutualite mutualites mutualisme "},
    {"es",
     " cooperativa cooperativas cooperativo cooperativos cooperativismo cooperativista cooperativistas "},
    {"es", " cooperacion cooperaciones "},
    {"es", " cooperar coopera cooperan cooperando cooperaron cooperado "},
    {"es", " mutualidad mutualidades mutualismo mutualista mutualistas "},
    {"pt",
     " cooperativa cooperativas cooperativo cooperativos cooperativismo cooperativista cooperativistas "},
    {"pt", " cooperacao cooperacoes "},
    {"pt", " cooperar coopera cooperam cooperando cooperaram "},
    {"pt", " mutualidade mutualidades mutualismo mutualista mutualistas "},
};

sse_str exception_of(text_language language, sse_str term) {
  char padded[32];
  if (term.length < 4 || term.length + 3 > sizeof padded || !strchr("cmu", term.data[0])) return (sse_str){0};
  padded[0] = ' ';
  memcpy(padded + 1, term.data, term.length);
  memcpy(padded + 1 + term.length, " ", 2);
  for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
    if (text_language_of(sse_str_of(groups[i].lang)) != language || !strstr(groups[i].forms, padded))
      continue;
    return (sse_str){groups[i].forms + 1, strcspn(groups[i].forms + 1, " ")};
  }
  return (sse_str){0};
}
