/* Scripts, style sheets, icons and the like, which are built into the program.
 * The assembler includes the files; their paths are relative to the top of the project.
 * So a program that is copied alone still has all its pages. */
#include "web/answer.h"

/* NOLINTBEGIN(bugprone-macro-parentheses): a name cannot be put in parentheses */
#define ASSET(name, path)                                                                                    \
  __asm__(".section .rodata\n.global " #name "\n" #name ":\n.incbin \"" path "\"\n.byte 0\n.text\n");        \
  extern const char name[]

/* Also defines NAME_end, after the last byte. */
#define ASSET_DATA(name, path)                                                                               \
  __asm__(".section .rodata\n.global " #name "\n.global " #name "_end\n" #name ":\n.incbin \"" path          \
          "\"\n" #name "_end:\n.byte 0\n.text\n");                                                           \
  extern const char name[], name##_end[]

/* NOLINTEND(bugprone-macro-parentheses) */

ASSET(assets_style_text, "src/web/assets/style.css");
ASSET(assets_item_style_text, "src/web/assets/item.css");
ASSET(assets_item_script_text, "src/web/assets/item.js");
ASSET(assets_results_style_text, "src/web/assets/results.css");
ASSET(assets_script_text, "src/web/assets/page.js");
ASSET(assets_embed_text, "src/web/assets/embed.js");
ASSET(assets_results_text, "src/web/assets/results.js");
ASSET(assets_filters_text, "src/web/assets/filters.js");
ASSET(assets_completions_text, "src/web/assets/completions.js");
ASSET(assets_keys_text, "src/web/assets/keys.js");
ASSET(assets_icon_text, "src/web/assets/icon.svg");
ASSET(assets_openapi_text, "src/web/assets/openapi.json");
ASSET(assets_schema_text, "src/render/results.schema.json");

/* Binary files. */
ASSET_DATA(assets_icon_large_data, "src/web/assets/icon-180.png");
ASSET_DATA(assets_icon_small_data, "src/web/assets/favicon.ico");

static sse_status put(const struct call *call, const char *text) {
  (void)fputs(text, call->out); /* the stream is checked when it is closed */
  return SSE_OK;
}

sse_status assets_style(const struct call *call, sse_error *err) {
  (void)err;
  (void)put(call, assets_style_text);
  (void)put(call, assets_item_style_text);
  return put(call, assets_results_style_text);
}

sse_status assets_script(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_script_text);
}

sse_status assets_results(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_results_text);
}

sse_status assets_filters(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_filters_text);
}

sse_status assets_completions(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_completions_text);
}

sse_status assets_keys(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_keys_text);
}

sse_status assets_icon(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_icon_text);
}

static sse_status put_data(const struct call *call, const char *data, const char *end) {
  (void)fwrite(data, 1, (size_t)(end - data), call->out); /* the stream is checked when it is closed */
  return SSE_OK;
}

sse_status assets_icon_large(const struct call *call, sse_error *err) {
  (void)err;
  return put_data(call, assets_icon_large_data, assets_icon_large_data_end);
}

sse_status assets_icon_small(const struct call *call, sse_error *err) {
  (void)err;
  return put_data(call, assets_icon_small_data, assets_icon_small_data_end);
}

sse_status assets_item_script(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_item_script_text);
}

sse_status assets_schema(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_schema_text);
}
