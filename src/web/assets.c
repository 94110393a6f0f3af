/* Files that are part of the program, put into it by the assembler; their paths are from the project's top.
 */
#include "web/answer.h"

/* NOLINTBEGIN(bugprone-macro-parentheses): a name cannot stand in them */
#define ASSET(name, path)                                                                                    \
  __asm__(".section .rodata\n.global " #name "\n" #name ":\n.incbin \"" path "\"\n.byte 0\n.text\n");        \
  extern const char name[]

/* NOLINTEND(bugprone-macro-parentheses) */

ASSET(assets_style_text, "src/web/assets/style.css");
ASSET(assets_script_text, "src/web/assets/page.js");
ASSET(assets_icon_text, "src/web/assets/icon.svg");
ASSET(assets_openapi_text, "src/web/assets/openapi.json");
ASSET(assets_schema_text, "src/render/results.schema.json");

static sse_status put(const struct call *call, const char *text) {
  (void)fputs(text, call->out); /* into memory, which is looked at last */
  return SSE_OK;
}

sse_status assets_style(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_style_text);
}

sse_status assets_script(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_script_text);
}

sse_status assets_icon(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_icon_text);
}

sse_status assets_description(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_openapi_text);
}

sse_status assets_schema(const struct call *call, sse_error *err) {
  (void)err;
  return put(call, assets_schema_text);
}
