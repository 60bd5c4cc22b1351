package io.cellport.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a file whose first bytes, its head, are taken for its last. So the digest of a file whose head says
 * what stands behind it can be computed while that is written. For one thread.
 */
public final class HeadLastDigest {

    private final MessageDigest digest;
    private final byte[] head;
    private long next;

    /** @param headBytes 0 for the SHA-256 of the file as it is */
    public HeadLastDigest(int headBytes) {
        this(newDigest(), new byte[headBytes], headBytes);
    }

    private HeadLastDigest(MessageDigest digest, byte[] head, long next) {
        this.digest = digest;
        this.head = head;
        this.next = next;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The same, to go on with independently of this one. */
    public HeadLastDigest copy() {
        try {
            return new HeadLastDigest((MessageDigest) digest.clone(), head.clone(), next);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every Java can copy its SHA-256", e);
        }
    }

    /** The position of the byte that is to come next, of those behind the head. */
    public long next() {
        return next;
    }

    /**
     * Takes bytes of the file. Those behind the head come one after the other; the head may come at any time.
     *
     * @param position where they stand in the file
     */
    public void update(long position, byte[] bytes, int from, int size) {
        int ofHead = (int) Math.max(0, Math.min(size, head.length - position));
        if (ofHead > 0) {
            System.arraycopy(bytes, from, head, (int) position, ofHead);
        }
        if (ofHead < size) {
            if (position + ofHead != next) {
                throw new IllegalArgumentException("bytes at " + (position + ofHead) + " come before those at " + next);
            }
            digest.update(bytes, from + ofHead, size - ofHead);
            next += size - ofHead;
        }
    }

    /** The digest in lower-case hexadecimal; nothing comes afterwards. */
    public String end() {
        digest.update(head);
        return HexFormat.of().formatHex(digest.digest());
    }
}
