using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Stoa.Reviews.People;

namespace Stoa.Server.Access;

/// <summary>Seals the keys of cookies and forms, which the database keeps for all servers, under the master key.</summary>
internal sealed class SealedXmlEncryptor(SecretBox box) : IXmlEncryptor
{
    /// <summary>What the box is for.</summary>
    public const string Purpose = "data-protection";

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("sealed", Convert.ToBase64String(box.Seal(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Purpose))),
        typeof(SealedXmlDecryptor));
}

/// <summary>Opens what <see cref="SealedXmlEncryptor"/> sealed; made by ASP.NET Core from the type's name in the database.</summary>
internal sealed class SealedXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(Encoding.UTF8.GetString(
        services.GetRequiredService<MasterKey>().Box(SealedXmlEncryptor.Purpose).Open(Convert.FromBase64String(encryptedElement.Value), SealedXmlEncryptor.Purpose)));
}
