/* Identifies an analyser by its results: terms made by one are found by another only if both agree.
 * libstemmer does not report its version, so its results for sample words are used instead; our exceptions to
 * it are added as they are. Raise RULES if a change here gives a text other terms. */
#include "text/analyse.h"
#include "text/exceptions.h"

#include <utf8proc.h>

#define RULES 2

static const struct {
  const char *tag, *text;
} samples[] = {
    {"ar", "التعاونيات والتعاون"},
    {"da", "kooperativer andelsselskaberne"},
    {"de", "Genossenschaften wirtschaftlicher Häusern"},
    {"el", "συνεταιρισμοί κοινωνικής"},
    {"en", "cooperatives organizations generously running skies dying"},
    {"es", "cooperación trabajadores sociales hablándoles"},
    {"fi", "osuuskunnissa talouden"},
    {"fr", "coopératives mutualistes développement continueraient"},
    {"hi", "सहकारिताओं लड़कियां"},
    {"hu", "szövetkezetek gazdaságban"},
    {"it", "cooperazione lavoratori socialmente"},
    {"nl", "coöperaties werknemers"},
    {"pt", "cooperações trabalhadores solidárias"},
    {"ro", "cooperativelor muncitorilor"},
    {"ru", "кооперативами экономического"},
    {"sv", "kooperativens ekonomiska"},
    {"tr", "kooperatiflerin ekonomisi"},
    {"", "协同組合 협동조합은 사회적 경제 co-operative S.S.E. 2,500 l’économie 44th"},
};

/* FNV-1a (Fowler, Noll, Vo), 32 bits. */
static uint32_t add_byte(uint32_t sum, unsigned char byte) {
  return (sum ^ byte) * 16777619u;
}

static int add_term(void *context, int flags, const char *term, int length, int start, int end) {
  uint32_t *sum = context;
  (void)flags, (void)start, (void)end;
  for (int i = 0; i < length; i++)
    *sum = add_byte(*sum, (unsigned char)term[i]);
  *sum = add_byte(*sum, 0xFF);
  return TEXT_OK;
}

sse_status text_analyser_version(text_analyser *analyser, char out[TEXT_VERSION_SIZE], sse_error *err) {
  uint32_t sum = 2166136261u;
  int result = TEXT_OK;
  stem_cache_remember(analyser->stems, false);
  for (size_t i = 0; i < sizeof samples / sizeof *samples && result == TEXT_OK; i++)
    result = text_analyse(analyser, text_language_of(sse_str_of(samples[i].tag)), sse_str_of(samples[i].text),
                          &sum, add_term);
  stem_cache_remember(analyser->stems, true);
  if (result != TEXT_OK) return sse_fail_memory(err);
  sse_str lines = exceptions_lines();
  for (size_t i = 0; i < lines.length; i++)
    sum = add_byte(sum, (unsigned char)lines.data[i]);
  (void)snprintf(out, TEXT_VERSION_SIZE, "rules %d, Unicode %s, stems %08x", RULES,
                 utf8proc_unicode_version(), (unsigned)sum);
  return SSE_OK;
}
