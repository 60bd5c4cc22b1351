package io.cellport.cell.generation;

import java.util.List;

/** A row of a generation. Immutable. */
public sealed interface Row {

    /** Approximate bytes that the row takes in memory, to bound batches. */
    int weight();

    /**
     * One line of a pjson file.
     *
     * @param type entity set name, {@code UserData} or {@code link}
     * @param id unique in the generation
     * @param key unique among the entities of its type
     * @param source the {@code _source} object, UTF-8 JSON
     * @param references ids of entities that this one points to
     */
    record Entity(String type, String id, String key, byte[] source, List<String> references) implements Row {
        @Override
        public int weight() {
            int texts = id.length() + key.length();
            for (String reference : references) {
                texts += reference.length() + 64;
            }
            return source.length + texts + 128;
        }
    }

    /**
     * A piece of a file. The pieces of a file follow one another, and all except the last are {@link #CHUNK_BYTES}
     * long. An empty file is one empty piece.
     *
     * @param path path below {@code 20_webdav/}
     * @param index 0 for the first piece
     * @param last whether the file ends with this piece
     */
    record FileChunk(String path, int index, byte[] bytes, boolean last) implements Row {

        /** Bytes of a full piece. */
        public static final int CHUNK_BYTES = 1 << 20;

        /** Bits of a chunk's id for its number within the file: enough for files of up to 1 TiB. */
        public static final int CHUNK_BITS = 20;

        @Override
        public int weight() {
            return bytes.length + 128;
        }
    }

    /**
     * A file that must exist when the generation is sealed, because another row needs it.
     *
     * @param path path below {@code 20_webdav/}
     */
    record NeededFile(String path) implements Row {
        @Override
        public int weight() {
            return path.length() + 128;
        }
    }

    /** The id of a collection of entities, from its properties; its entities refer to it as {@code n}. */
    record Node(String id) implements Row {
        @Override
        public int weight() {
            return id.length() + 128;
        }
    }
}
