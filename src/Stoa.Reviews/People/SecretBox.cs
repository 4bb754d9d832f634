using System.Security.Cryptography;
using System.Text;

namespace Stoa.Reviews.People;

/// <summary>
/// Keeps secrets under a key that is not in the store: AES-256-GCM with a fresh nonce each time. What a secret belongs to is bound
/// in, so that one copied to another row does not open there.
/// </summary>
public sealed class SecretBox
{
    /// <summary>The length of a master key in bytes.</summary>
    public const int KeyLength = 32;

    private const byte Form = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Overhead = 1 + NonceLength + TagLength;

    private readonly byte[] key;

    /// <summary>A box.</summary>
    /// <param name="masterKey">The server's key, 32 bytes. Each purpose derives its own from it.</param>
    /// <param name="purpose">What is kept: what one purpose seals, no other opens.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public SecretBox(ReadOnlySpan<byte> masterKey, string purpose)
    {
        if (masterKey.Length != KeyLength)
        {
            throw new ArgumentException($"A master key has {KeyLength} bytes; this one has {masterKey.Length}.", nameof(masterKey));
        }

        key = HKDF.DeriveKey(HashAlgorithmName.SHA256, masterKey.ToArray(), KeyLength, info: Encoding.UTF8.GetBytes("stoa/" + purpose));
    }

    /// <summary>Seals a secret.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="owner">What it belongs to: the id of its row.</param>
    public byte[] Seal(ReadOnlySpan<byte> secret, string owner)
    {
        var sealedBytes = new byte[Overhead + secret.Length];
        sealedBytes[0] = Form;
        var nonce = sealedBytes.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, secret, sealedBytes.AsSpan(Overhead), sealedBytes.AsSpan(1 + NonceLength, TagLength), Encoding.UTF8.GetBytes(owner));
        return sealedBytes;
    }

    /// <summary>Opens what <see cref="Seal"/> sealed for the same owner.</summary>
    /// <exception cref="CryptographicException">It was sealed under another key or for another owner, or was changed since.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, string owner)
    {
        if (sealedBytes.Length < Overhead || sealedBytes[0] != Form)
        {
            throw new CryptographicException("This is no sealed secret.");
        }

        var secret = new byte[sealedBytes.Length - Overhead];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            sealedBytes.Slice(1, NonceLength), sealedBytes[Overhead..], sealedBytes.Slice(1 + NonceLength, TagLength), secret, Encoding.UTF8.GetBytes(owner));
        return secret;
    }
}
