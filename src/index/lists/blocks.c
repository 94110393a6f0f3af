/* Blocks of lists, packed and unpacked. A block of n postings with b bits has (n * b + 7) / 8 bytes of gaps
 * and n of impacts. Each posting adds at least a byte, so n follows from the length.
 * Nothing else in readers and writers of lists depends on this layout. */
#include "index/lists/blocks.h"

#include <string.h>

static unsigned bits_of(uint32_t value) {
  unsigned bits = 0;
  while (value >> bits != 0 && bits < 32)
    bits++;
  return bits;
}

void blocks_pack(const blocks_posting *postings, size_t count, uint32_t before, sse_buffer *part,
                 index_block *entry) {
  unsigned char packed[INDEX_BLOCK * 4 + 8] = {0};
  uint8_t impacts[INDEX_BLOCK];
  uint32_t widest = 0;
  size_t at = 0;
  *entry = (index_block){.last = postings[count - 1].item, .offset = (uint16_t)part->length};
  for (size_t i = 0; i < count; i++) {
    uint32_t gap = postings[i].item - (i > 0 ? postings[i - 1].item : before) - 1;
    if (gap > widest) widest = gap;
  }
  entry->bits = (uint8_t)bits_of(widest);
  for (size_t i = 0; i < count; i++) {
    uint64_t gap = postings[i].item - before - 1;
    for (unsigned byte = 0; byte < 5; byte++) /* 32 bits, after up to 7 others */
      packed[at / 8 + byte] |= (unsigned char)(gap << at % 8 >> 8 * byte);
    at += entry->bits;
    before = postings[i].item;
    impacts[i] = postings[i].impact;
    if (impacts[i] > entry->best) entry->best = impacts[i];
  }
  sse_buffer_append(part, packed, (at + 7) / 8);
  sse_buffer_append(part, impacts, count);
}

bool blocks_find(const index_block *directory, size_t directory_length, size_t number, size_t length,
                 size_t *count) {
  const index_block *entry = &directory[number];
  bool ends_part = number + 1 == directory_length || (number + 1) % INDEX_PART == 0;
  size_t end = ends_part ? length : directory[number + 1].offset;
  *count = 0;
  if (entry->bits > 32 || end > length || entry->offset > end) return false;
  *count = (end - entry->offset) * 8 / (entry->bits + 8u);
  return *count > 0 && *count <= INDEX_BLOCK;
}

void blocks_unpack(const unsigned char *bytes, size_t count, unsigned bits, uint32_t before,
                   uint32_t items[INDEX_BLOCK], uint8_t impacts[INDEX_BLOCK]) {
  const uint64_t mask = ((uint64_t)1 << bits) - 1;
  for (size_t i = 0, bit = 0; i < count; i++, bit += bits) {
    uint64_t window;
    memcpy(&window, bytes + bit / 8, sizeof window);
    before += (uint32_t)(window >> bit % 8 & mask) + 1;
    items[i] = before;
  }
  memcpy(impacts, bytes + (count * bits + 7) / 8, count);
}
