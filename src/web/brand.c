/* The logo, style sheet and colour of an organisation. A logo's type is recognised by its first bytes. The
 * colours of links, buttons and bars are derived from the one, for light and dark pages: each is moved
 * towards black or white until text is readable, by the contrast that WCAG 2.2, 1.4.3, defines. */
#include "web/brand.h"
#include "base/utf8.h"
#include "web/answer.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Files --------------------------------------------------------------------------------------- */

static sse_status read_file(const char *path, sse_buffer *text, sse_error *err) {
  char chunk[4096];
  size_t length;
  FILE *file = fopen(path, "re");
  if (!file) return sse_fail_errno(err, errno, path, "cannot be read");
  while ((length = fread(chunk, 1, sizeof chunk, file)) > 0 && text->length <= SERVE_BRAND_MOST)
    sse_buffer_append(text, chunk, length);
  bool failed = ferror(file) != 0;
  (void)fclose(file); /* nothing was written to it */
  if (failed) return sse_fail(err, SSE_IO, "%s: cannot be read", path);
  if (text->failed) return sse_fail_memory(err);
  if (text->length > SERVE_BRAND_MOST)
    return sse_fail(err, SSE_TOO_LARGE, "%s: is larger than %d kilobytes", path, SERVE_BRAND_MOST / 1024);
  return SSE_OK;
}

static bool has_at(const sse_buffer *file, size_t at, const char *bytes, size_t length) {
  return file->length >= at + length && memcmp(file->data + at, bytes, length) == 0;
}

/* The path of an image, if browsers can show its type; else NULL. */
static const char *path_of(const sse_buffer *file) {
  enum { HEAD = 1024 };
  size_t head = file->length < HEAD ? file->length : HEAD;
  if (has_at(file, 0, "\x89PNG\r\n\x1A\n", 8)) return "logo.png";
  if (has_at(file, 0, "\xFF\xD8\xFF", 3)) return "logo.jpg";
  if (has_at(file, 0, "RIFF", 4) && has_at(file, 8, "WEBP", 4)) return "logo.webp";
  bool is_text = sse_utf8_valid(sse_buffer_str(file)) == file->length;
  return is_text && head > 0 && memmem(file->data, head, "<svg", 4) ? "logo.svg" : NULL;
}

/* ---- Colours ------------------------------------------------------------------------------------- */

/* A colour of sRGB; each component is from 0 to 1. */
struct colour {
  double red, green, blue;
};

static const struct colour white = {1, 1, 1}, black = {0, 0, 0};
static const struct colour dark_paper = {0x16 / 255.0, 0x18 / 255.0, 0x1D / 255.0}; /* that of style.css */

static double linear(double part) {
  return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour colour) {
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

static double contrast(struct colour one, struct colour other) {
  double a = luminance(one), b = luminance(other);
  return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

/* A mix of two colours, with `share` of the second one. */
static struct colour mixed(struct colour one, struct colour other, double share) {
  return (struct colour){one.red + (other.red - one.red) * share,
                         one.green + (other.green - one.green) * share,
                         one.blue + (other.blue - one.blue) * share};
}

static struct colour parsed(const char *text) {
  unsigned long value = strtoul(text + 1, NULL, 16);
  if (strlen(text) == 4) /* #rgb means #rrggbb */
    value = (value >> 8) * 0x110000 + (value >> 4 & 0xF) * 0x1100 + (value & 0xF) * 0x11;
  return (struct colour){(double)(value >> 16) / 255, (double)(value >> 8 & 0xFF) / 255,
                         (double)(value & 0xFF) / 255};
}

static void append_colour(sse_buffer *out, const char *name, struct colour colour) {
  sse_buffer_printf(out, "--%s:#%02x%02x%02x;", name, (unsigned)lround(colour.red * 255),
                    (unsigned)lround(colour.green * 255), (unsigned)lround(colour.blue * 255));
}

/* Appends the colours on a background. What is chosen has a tint of the colour, on which a link must still be
 * readable. */
static void append_colours(sse_buffer *out, struct colour colour, struct colour paper, struct colour towards,
                           double tint) {
  enum { STEPS = 100 };
  const double least = 4.6; /* WCAG wants 4.5; components are rounded */
  struct colour chosen = mixed(paper, colour, tint), link = colour;
  for (int i = 1; i <= STEPS && (contrast(link, paper) < least || contrast(link, chosen) < least); i++)
    link = mixed(colour, towards, (double)i / STEPS);
  append_colour(out, "link", link);
  append_colour(out, "bar", link);
  append_colour(out, "chosen", chosen);
}

static void append_theme(const char *text, sse_buffer *out) {
  struct colour colour = parsed(text);
  sse_buffer_append_text(out, ":root{");
  append_colours(out, colour, white, black, 0.1);
  sse_buffer_append_text(out, "}\n@media (prefers-color-scheme:dark){:root{");
  append_colours(out, colour, dark_paper, white, 0.2);
  sse_buffer_append_text(out, "}}\n");
}

/* ---- Reading ------------------------------------------------------------------------------------- */

sse_status brand_read(const serve_options *options, struct brand *brand, sse_error *err) {
  sse_status status = SSE_OK;
  *brand = (struct brand){0};
  if (options->logo) status = read_file(options->logo, &brand->logo, err);
  if (!status && options->logo) {
    brand->logo_path = path_of(&brand->logo);
    if (!brand->logo_path)
      status = sse_fail(err, SSE_INVALID, "%s: is not an SVG, PNG, JPEG or WebP image", options->logo);
  }
  if (!status && options->style) status = read_file(options->style, &brand->style, err);
  if (!status && options->color) append_theme(options->color, &brand->colours);
  return !status && brand->colours.failed ? sse_fail_memory(err) : status;
}

void brand_reset(struct brand *brand) {
  sse_buffer_reset(&brand->logo);
  sse_buffer_reset(&brand->style);
  sse_buffer_reset(&brand->colours);
}

/* ---- Answers ------------------------------------------------------------------------------------- */

static sse_status put_kept(const struct call *call, const sse_buffer *kept, sse_error *err) {
  if (kept->length == 0) return sse_fail(err, SSE_NOT_FOUND, "there is nothing at this address");
  (void)fwrite(kept->data, 1, kept->length, call->out); /* the stream is checked when it is closed */
  return SSE_OK;
}

sse_status brand_colours(const struct call *call, sse_error *err) {
  return put_kept(call, &call->brand->colours, err);
}

sse_status brand_style(const struct call *call, sse_error *err) {
  return put_kept(call, &call->brand->style, err);
}

/* Serves the logo only under the name for its type. */
static sse_status put_logo(const struct call *call, const char *path, sse_error *err) {
  static const sse_buffer none = {0};
  const struct brand *brand = call->brand;
  return put_kept(call, brand->logo_path && strcmp(brand->logo_path, path) == 0 ? &brand->logo : &none, err);
}

sse_status brand_svg(const struct call *call, sse_error *err) {
  return put_logo(call, "logo.svg", err);
}

sse_status brand_png(const struct call *call, sse_error *err) {
  return put_logo(call, "logo.png", err);
}

sse_status brand_jpeg(const struct call *call, sse_error *err) {
  return put_logo(call, "logo.jpg", err);
}

sse_status brand_webp(const struct call *call, sse_error *err) {
  return put_logo(call, "logo.webp", err);
}
