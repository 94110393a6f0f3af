/* Private to index/: a block of a list, as its part holds it (format.h).
 * The gaps between items stand in as many bits as the widest one needs, the impacts after them in bytes.
 * So its length tells how many postings it has. */
#ifndef SSE_INDEX_LISTS_BLOCKS_H
#define SSE_INDEX_LISTS_BLOCKS_H

#include "base/buffer.h"
#include "index/lists/format.h"

/* A posting with the impact that the lists have. */
typedef struct blocks_posting {
  uint32_t item;
  uint8_t impact;
} blocks_posting;

/* Appends a block of at most INDEX_BLOCK postings, which follow the item `before`, to a part. `*entry` is all
 * that the directory has of it. */
void blocks_pack(const blocks_posting *postings, size_t count, uint32_t before, sse_buffer *part,
                 index_block *entry);

/* The bytes of the block `number` in its part of `length` bytes, which is the list's `number` /
 * INDEX_PART-th, and how many postings it has; false where the part is damaged. */
bool blocks_find(const index_block *directory, size_t directory_length, size_t number, size_t length,
                 size_t *count);

/* Reads a block of `count` postings from its first byte, after which 8 bytes more than the block can be
 * read. */
void blocks_unpack(const unsigned char *bytes, size_t count, unsigned bits, uint32_t before,
                   uint32_t items[INDEX_BLOCK], uint8_t impacts[INDEX_BLOCK]);

#endif
