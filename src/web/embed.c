/* The script that embeds the search in a page of another site.
 * It is the file embed.js, called with its messages in every language of the catalogue; it detects the
 * language of the page where it runs. */
#include "render/value.h"
#include "web/answer.h"

static const struct {
  const char *name;
  messages_id id;
} shown[] = {{"search", MESSAGE_SEARCH},  {"label", MESSAGE_SEARCH_LABEL}, {"results", MESSAGE_RESULTS},
             {"items", MESSAGE_ITEMS},    {"more", MESSAGE_MORE_ITEMS},    {"nothing", MESSAGE_NOTHING},
             {"trouble", MESSAGE_TROUBLE}};

static json_t *messages_json(messages_language language) {
  json_t *all = json_object();
  int failed = 0;
  for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
    failed |= json_object_set_new(all, shown[i].name, json_string(messages_of(language, shown[i].id)));
  return render_made(all, failed);
}

sse_status embed_script(const struct call *call, sse_error *err) {
  json_t *all = json_object();
  int failed = 0;
  for (int i = 0; i < MESSAGES_LANGUAGES; i++)
    failed |=
        json_object_set_new(all, messages_tag((messages_language)i), messages_json((messages_language)i));
  (void)fprintf(call->out, "%s(", assets_embed_text); /* the stream is checked when it is closed */
  sse_status status = render_value(call->out, render_made(all, failed), JSON_COMPACT, err);
  (void)fputs(");\n", call->out);
  return status;
}
