using System.Text;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Access;

public sealed class StolenDatabaseTests
{
    [Fact]
    public async Task A_stolen_database_gives_no_secret_away()
    {
        await using var server = await TestServer.StartAsync();
        var link = await server.Service<SetupService>().OpenAsync();
        var ada = await server.StartAsync();
        var invitation = await server.Service<PeopleService>().InviteAsync(ada, new NewPerson("vera@example.com", "Vera", Role.Viewer));
        var key = await server.Service<CredentialService>().CreateKeyAsync(ada);
        var token = await server.Service<CredentialService>().CreateTokenAsync(ada, "script");
        using var visitor = new Visitor(server.Address);
        await visitor.SignInAsync("ada@example.com");
        await server.CallAwsAsync(key.Id, key.Secret);

        var bytes = Directory.EnumerateFiles(server.DataDirectory, "stoa.db*").SelectMany(File.ReadAllBytes).ToArray();
        // What is no secret is there, so that not finding the others means something.
        Assert.All([key.Id, "vera@example.com", "<encryptedSecret"], text => Assert.True(Holds(bytes, text), text));
        Assert.All(
            [key.Secret, token.Token, token.Token[5..], Visitor.Password, link!, invitation.Token, visitor.Cookies["stoa"].Value, "<masterKey"],
            text => Assert.False(Holds(bytes, text), text));
    }

    [Fact]
    public async Task Only_the_servers_user_reads_the_master_key()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes.");
        await using var server = await TestServer.StartAsync();
        await server.StartAsync();
        var mode = File.GetUnixFileMode(Path.Combine(server.DataDirectory, "master.key"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public void A_secret_opens_under_its_own_key_for_its_own_owner_alone()
    {
        var key = Enumerable.Range(0, 32).Select(static i => (byte)i).ToArray();
        var box = new SecretBox(key, "access-keys");
        var secret = "a secret"u8.ToArray();
        var sealedBytes = box.Seal(secret, "STOA1");
        Assert.Equal(secret, box.Open(sealedBytes, "STOA1"));
        Assert.NotEqual(sealedBytes, box.Seal(secret, "STOA1"));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => box.Open(sealedBytes, "STOA2"));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => new SecretBox(key, "other").Open(sealedBytes, "STOA1"));
        for (var at = 0; at < sealedBytes.Length; at++)
        {
            var changed = sealedBytes.ToArray();
            changed[at] ^= 1;
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => box.Open(changed, "STOA1"));
        }
    }

    // In whichever encoding SQLite has it.
    private static bool Holds(byte[] bytes, string text) =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;
}
