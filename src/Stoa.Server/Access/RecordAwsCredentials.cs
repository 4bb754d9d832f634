using Stoa.Reviews.People;
using Stoa.Server.Api.Aws;

namespace Stoa.Server.Access;

/// <summary>The record's access keys, for AWS's API. The principal of each is the <see cref="Reviews.Actor"/> that it stands for.</summary>
internal sealed class RecordAwsCredentials(PrincipalCache principals) : IAwsCredentials
{
    // No key of ours is longer; what is, is not looked up.
    private const int KeyIdLength = 20;

    /// <inheritdoc/>
    public async ValueTask<AwsCredential?> FindAsync(string accessKeyId, CancellationToken cancellationToken) =>
        accessKeyId.Length == KeyIdLength && await principals.KeyAsync(accessKeyId) is { } key ? new Credential(key) : null;

    /// <inheritdoc/>
    public ValueTask UsedAsync(AwsCredential credential) => new(principals.UsedAsync(((Credential)credential).Key));

    private sealed class Credential : AwsCredential
    {
        public Credential(KeyPrincipal key)
            : base(key.Id, key.Secret, key.Actor.AccountId, key.Actor)
        {
            Key = key;
            Expires = key.ExpiresAt;
        }

        public KeyPrincipal Key { get; }
    }
}
