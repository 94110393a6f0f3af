/* The guide to the query language on the pages: examples and what they find, folded at first.
 * The examples are the same in all languages, since the names of fields are.
 * ssesearch --help-query prints a longer guide. */
#include "web/page.h"

static const struct {
  const char *example; /* must not need escaping */
  messages_id meaning;
} rows[] = {
    {"cooperatives Korea", MESSAGE_GUIDE_WORDS},
    {"&quot;decent work&quot;", MESSAGE_GUIDE_PHRASE},
    {"+bank +union", MESSAGE_GUIDE_REQUIRED},
    {"bank -river", MESSAGE_GUIDE_WITHOUT},
    {"bank OR union", MESSAGE_GUIDE_EITHER},
    {"coop*", MESSAGE_GUIDE_BEGINNING},
    {"bank NEAR/5 village", MESSAGE_GUIDE_NEAR},
    {"=économie", MESSAGE_GUIDE_EXACT},
    {"title:bank tag:finance author:smith", MESSAGE_GUIDE_FIELDS},
    {"source:ilo lang:fr site:ilo.org", MESSAGE_GUIDE_FILTERS},
    {"date:2023-07 after:-30d before:2020", MESSAGE_GUIDE_DATES},
    {"has:date -has:url", MESSAGE_GUIDE_HAS},
};

void guide_put(const struct call *call) {
  FILE *out = call->out;
  (void)fputs("<details id=\"guide\">\n<summary>", out);
  links_put_message(call, MESSAGE_GUIDE);
  (void)fputs("</summary>\n<dl>\n", out);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    (void)fprintf(out, "<dt><code>%s</code></dt><dd>", rows[i].example);
    links_put_message(call, rows[i].meaning);
    (void)fputs("</dd>\n", out);
  }
  (void)fputs("</dl>\n</details>\n", out);
}
