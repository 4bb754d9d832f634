resource "aws_db_subnet_group" "orders" {
  name       = "orders"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}

resource "aws_db_instance" "orders" {
  identifier             = "orders"
  engine                 = "postgres"
  instance_class         = "db.m5.large"
  allocated_storage      = 500
  storage_type           = "gp2"
  db_subnet_group_name   = aws_db_subnet_group.orders.name
  vpc_security_group_ids = [aws_security_group.all.id]
  username               = "orders"
  password               = var.db_password
  publicly_accessible    = true
  skip_final_snapshot    = true
}

resource "aws_s3_bucket" "uploads" {
  bucket = "orders-uploads"
}

resource "aws_s3_bucket_public_access_block" "uploads" {
  bucket            = aws_s3_bucket.uploads.id
  block_public_acls = true
}

resource "aws_cloudwatch_log_group" "web" {
  name = "/orders/web"
}
